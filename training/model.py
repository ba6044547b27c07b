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
FIRST_MARK = 2
"""Token of the mark that opens a mention; the one that closes it is the next."""


class Reader(nn.Module):
    """Encoder and heads. Of the word vectors only those of the two marks (`marks`) are learnt: what the encoder knows of words that the
    texts do not hold should stay. `forward` gives token states; the heads are applied to rows gathered from them."""

    def __init__(self, encoder: nn.Module, width: int = WIDTH) -> None:
        super().__init__()
        self.encoder = encoder
        words = encoder.embeddings.requires_grad_(False).word_embeddings.weight
        self.marks = nn.Parameter(words[FIRST_MARK : FIRST_MARK + 2].clone())
        self.pair = nn.Sequential(nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(0.2))
        self.pointer = nn.Linear(width, width)
        self.mix = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.2))
        self.kind = nn.Linear(width, len(TYPES))
        self.status = nn.Linear(width, len(STATUSES))
        self.tags = nn.Linear(width, len(TAGS))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Token states [b, t, w] of tokens [b, t]."""
        vectors = self.encoder.embeddings.word_embeddings(input_ids)
        for n, mark in enumerate(self.marks):
            vectors = torch.where((input_ids == FIRST_MARK + n)[..., None], mark, vectors)
        return self.encoder(inputs_embeds=vectors, attention_mask=attention_mask).last_hidden_state

    def pairs(
        self, states: torch.Tensor, mask: torch.Tensor, rows: torch.Tensor, one: torch.Tensor, two: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Hidden state [p, w] of directed pairs and scores [p, t] of the words that decide them.

        `states` [b, t, w] and `mask` [b, t] are the tokens of the texts; `rows` [p], in ascending order, the text of each pair, `one` and `two` [p] the tokens
        that open its mentions. The words are read through their own states, so that the type hangs on what they mean more than on who stands beside them.
        """
        first, second = states[rows, one], states[rows, two]
        hidden = self.pair(torch.cat([first, second, first * second, first - second], dim=-1))
        counts = torch.bincount(rows, minlength=len(states))
        place = torch.arange(len(rows)) - (counts.cumsum(0) - counts)[rows]
        asked = hidden.new_zeros(len(states), int(counts.max()), hidden.shape[-1])
        asked[rows, place] = self.pointer(hidden)
        points = (asked @ states.transpose(1, 2) / WIDTH**0.5).masked_fill(mask[:, None] == 0, -1e4)
        seen = torch.softmax(points, -1) @ states
        return self.mix(torch.cat([hidden, seen[rows, place]], dim=-1)), points[rows, place]
