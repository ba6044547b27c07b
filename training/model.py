"""The network: one encoder pass over a sentence with every mention marked, then heads on pairs and on tokens.

Marks are two tokens of the vocabulary that text never holds, put around each mention. The state of a mention is that of its
opening mark. A directed pair (i, j) is read from the two states, their product and their difference: type (none and
the sixteen of PLOVER) and status. A pointer from the pair to every token says which words decided. Every token is
tagged as part of a speaker, cue or content.
"""

from __future__ import annotations

import torch
from torch import nn

TYPES = ("NONE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
STATUSES = ("asserted", "reported", "negated", "planned", "hypothetical", "historical")
TAGS = ("O", "B-speaker", "I-speaker", "B-cue", "I-cue", "B-content", "I-content")
OPEN, CLOSE = "[unused1]", "[unused2]"
WIDTH = 384


class Reader(nn.Module):
    """Encoder and heads. `forward` gives token states; the heads are applied to rows gathered from them."""

    def __init__(self, encoder: nn.Module, width: int = WIDTH) -> None:
        super().__init__()
        self.encoder = encoder
        self.pair = nn.Sequential(nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(0.1))
        self.kind = nn.Linear(width, len(TYPES))
        self.status = nn.Linear(width, len(STATUSES))
        self.pointer = nn.Linear(width, width)
        self.tags = nn.Linear(width, len(TAGS))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Token states [b, t, w] of tokens [b, t]."""
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    def pairs(self, one: torch.Tensor, two: torch.Tensor) -> torch.Tensor:
        """Hidden state [p, w] of directed pairs from the states [p, w] of their mentions."""
        return self.pair(torch.cat([one, two, one * two, one - two], dim=-1))

    def point(self, hidden: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        """Score [p, t] of each token [p, t, w] as the word that decided a pair [p, w]."""
        return torch.einsum("pw,ptw->pt", self.pointer(hidden), states) / WIDTH**0.5
