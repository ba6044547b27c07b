"""The network: one encoder pass over a sentence with every mention marked, then heads on pairs and on tokens.

Marks are two tokens of the vocabulary that text never holds, put around each mention. The state of a mention is that of its
opening mark. A directed pair (i, j) is read from the two states, their product and their difference; it points at the words that decide, and with
their states gives the type (none and the sixteen of PLOVER) and the status. Every token is tagged as part of a speaker, cue or
content.
"""

from __future__ import annotations

import torch
from torch import nn

from comity.schema import TYPES as ACTS

TYPES = ("NONE", *ACTS)
STATUSES = ("asserted", "reported", "negated", "planned", "hypothetical", "historical")
TAGS = ("O", "B-speaker", "I-speaker", "B-cue", "I-cue", "B-content", "I-content")
WIDTH = 384


class Reader(nn.Module):
    """Encoder and heads. `forward` gives token states; the heads are applied to rows gathered from them."""

    def __init__(self, encoder: nn.Module, width: int = WIDTH) -> None:
        super().__init__()
        self.encoder = encoder
        self.pair = nn.Sequential(nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(0.2))
        self.pointer = nn.Linear(width, width)
        self.mix = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.2))
        self.kind = nn.Linear(width, len(TYPES))
        self.status = nn.Linear(width, len(STATUSES))
        self.tags = nn.Linear(width, len(TAGS))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Token states [b, t, w] of tokens [b, t]."""
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    def pairs(
        self, one: torch.Tensor, two: torch.Tensor, states: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Hidden state [p, w] of directed pairs and scores [p, t] of the words that decide them.

        `one` and `two` are the states [p, w] of the mentions, `states` [p, t, w] and `mask` [p, t] the tokens of their texts.
        The words are read through their own states, so that the type hangs on what they mean more than on who stands beside them.
        """
        hidden = self.pair(torch.cat([one, two, one * two, one - two], dim=-1))
        points = torch.einsum("pw,ptw->pt", self.pointer(hidden), states) / WIDTH**0.5
        points = points.masked_fill(mask == 0, -1e4)
        seen = torch.einsum("pt,ptw->pw", torch.softmax(points, -1), states)
        return self.mix(torch.cat([hidden, seen], dim=-1)), points
