"""Power, dependence, force, exercises, visits, contests in third regions."""
