"""Layers of a spaCy model, computed for many sentences at once.

The networks of spaCy's small models (convolutions over hashed embeddings; transitions over hidden units that are
computed beforehand, after Chen and Manning, "A Fast and Accurate Dependency Parser using Neural Networks", EMNLP 2014)
spend half of their time outside the multiplication of matrices: on the same words again and again, and on one state
of the parser after the other. Here the same numbers, but for rounding, come out of fewer and larger steps, and
matrices are multiplied by NumPy, whose library knows more kinds of processors than spaCy's.
A model that is built otherwise is left to spaCy.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Sequence
from typing import Any

_OF_ONE_WORD = frozenset("list2ragged ragged2list ints-getitem hashembed maxout layernorm dropout".split())
"""Layers that see each token by itself."""


def of_words_once(model: Any) -> Callable[[Any], list[Any]] | None:
    """From texts to the vectors of their tokens, what concerns a word alone being computed once for each word.

    None where the model is not built of an embedding and an encoding that allow it.
    """
    if len(model.layers) != 2 or not model.layers[0].layers:
        return None
    embed, encode = model.layers
    features, *rest = embed.layers
    innermost = {node.name for layer in rest for node in layer.walk() if not node.layers}
    if features.name != "extract_features" or not innermost <= _OF_ONE_WORD:
        return None
    vectors = Vectors(rest, embed.get_dim("nO"))
    encoder = Encoder.of(encode)

    def predict(docs: Any) -> list[Any]:
        import numpy as np

        rows = features.predict(docs)
        lengths = [len(one) for one in rows]
        of_words = vectors.of(rows)
        if encoder is not None:
            return encoder.encoded(of_words, lengths)
        return list(encode.predict(np.split(of_words, np.cumsum(lengths)[:-1])))

    return predict


def _not_alone(rows: Any) -> Any:
    """Rows to be multiplied with a matrix, two at least: libraries go another way with one, and round otherwise."""
    import numpy as np

    return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows


class Vectors:
    """Vectors by what is seen of a word."""

    MOST = 50_000
    """How many are kept: as many as fit into some twenty megabytes."""

    def __init__(self, layers: Sequence[Any], width: int) -> None:
        self.layers = layers
        self.width = width
        self.rows: dict[bytes, int] = {}
        self.table: Any = None

    def of(self, features: Sequence[Any]) -> Any:
        """The vectors of the tokens of some texts, one below the other, from a row of features for each."""
        import numpy as np

        if self.table is None or len(self.rows) > self.MOST:
            self.rows.clear()
            self.table = np.zeros((1024, self.width), dtype="float32")
        seen = np.ascontiguousarray(np.concatenate(features))
        keys = seen.view(f"V{seen.itemsize * seen.shape[1]}").ravel().tolist()
        new: dict[bytes, int] = {}
        for at, key in enumerate(keys):
            if key not in self.rows:
                new.setdefault(key, at)
        if new:
            first, last = len(self.rows), len(self.rows) + len(new)
            while last > len(self.table):
                self.table = np.concatenate([self.table, np.zeros_like(self.table)])
            found: Any = [seen[list(new.values())]]
            for layer in self.layers:
                found = layer.predict(found)
            self.table[first:last] = found[0]
            self.rows.update(zip(new, range(first, last), strict=True))
        return self.table[list(map(self.rows.__getitem__, keys))]


_CONVOLUTION = frozenset({"expand_window", "maxout", "layernorm", "dropout"})
_WINDOW = 3
"""A token and its neighbours."""


class Encoder:
    """Convolutions over a token and its neighbours, each a maxout with normalisation, added to what came in."""

    def __init__(self, model: Any) -> None:
        import numpy as np

        self.pad = model.attrs["pad"]
        self.layers = []
        for residual in model.layers[0].layers:
            nodes = {node.name: node for node in residual.walk() if not node.layers}
            maxout, norm = nodes["maxout"], nodes["layernorm"]
            weights, bias = maxout.get_param("W"), maxout.get_param("b")
            # Pieces in blocks side by side, so that the greater of them is taken in long rows.
            self.layers.append(
                (
                    np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1)),
                    np.ascontiguousarray(bias.T.reshape(-1)),
                    norm.get_param("G"),
                    norm.get_param("b"),
                )
            )

    @staticmethod
    def of(model: Any) -> Encoder | None:
        """None where the model is of another kind."""
        if not model.name.startswith("with_array") or "pad" not in model.attrs or len(model.layers) != 1:
            return None
        layers = model.layers[0].layers
        for layer in layers:
            nodes = {node.name: node for node in layer.walk() if not node.layers}
            if not layer.name.startswith("residual") or set(nodes) != _CONVOLUTION:
                return None
            if nodes["expand_window"].attrs.get("window_size") != 1:
                return None
        return Encoder(model) if layers else None

    def encoded(self, vectors: Any, lengths: Sequence[int]) -> list[Any]:
        """The vectors of tokens in their sentences, from those of the tokens alone, of so many a sentence."""
        import numpy as np

        width = vectors.shape[1]
        before = 1 + self.pad * np.arange(1, len(lengths) + 1)  # empty rows above each sentence
        rows = len(vectors) + self.pad * (len(lengths) + 1)
        third = -(-rows // _WINDOW)
        outcome = np.zeros((2 + _WINDOW * third, width), dtype="float32")  # with a row above and one below
        outcome[np.arange(len(vectors)) + np.repeat(before, lengths)] = vectors
        most = np.empty((_WINDOW, third, width), dtype="float32")
        pieces = np.empty((third, self.layers[0][0].shape[1]), dtype="float32")
        for weights, bias, gain, shift in self.layers:
            for first, found in enumerate(most):
                # Every third row with its neighbours: as they lie in memory.
                window = outcome[first : first + _WINDOW * third].reshape(third, _WINDOW * width)
                np.matmul(window, weights, out=pieces)
                pieces += bias
                _greatest(pieces, out=found)
                _normalise(found, gain, shift)
            inner = outcome[1:-1].reshape(third, _WINDOW, width)
            inner += most.transpose(1, 0, 2)
            outcome[1 + rows :] = 0
        ends = np.cumsum(lengths) + before
        return [outcome[end - length : end] for end, length in zip(ends.tolist(), lengths, strict=True)]


def _greatest(blocks: Any, *, out: Any) -> None:
    """The greater of what stands in blocks of columns side by side, each as wide as `out`."""
    import numpy as np

    width = out.shape[1]
    np.maximum(blocks[:, :width], blocks[:, width : 2 * width], out=out)
    for first in range(2 * width, blocks.shape[1], width):
        np.maximum(out, blocks[:, first : first + width], out=out)


def _normalise(rows: Any, gain: Any, shift: Any) -> None:
    import numpy as np

    rows -= rows.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + 1e-8
    rows *= (spread**-0.5)[:, None]
    rows *= gain
    rows += shift


class Transitions:
    """The moves of a greedy transition-based parser, one step of all sentences at a time."""

    def __init__(self, parser: Any, token_ids: Callable[[Any, Any], Any]) -> None:
        import numpy as np

        self.parser: Any = parser
        self.tokens, self.lower, self.upper = parser.model.layers
        self.features, self.width = self.lower.get_dim("nF"), self.lower.get_dim("nO")
        pieces = self.lower.get_dim("nP")
        self.columns = np.arange(self.features)[None, :]
        self.bias = self.lower.get_param("b").reshape(self.width * pieces)
        self.shape = (-1, self.width, pieces)
        self.weights = np.ascontiguousarray(self.lower.get_param("W").reshape(-1, self.lower.get_dim("nI")).T)
        self.empty = self.lower.get_param("pad").reshape(-1)
        shaped = types.SimpleNamespace(state2vec=types.SimpleNamespace(nF=self.features))
        self.token_ids: Callable[[Any], Any] = functools.partial(token_ids, shaped)

    @staticmethod
    def of(parser: Any, token_ids: Callable[[Any, Any], Any]) -> Transitions | None:
        """None where the parser is of another kind. `token_ids` is spaCy's function from states to their features."""
        model = parser.model
        if (
            parser.cfg.get("beam_width", 1) != 1
            or len(model.layers) != 3
            or model.layers[1].name != "precomputable_affine"
            or model.layers[1].get_dim("nP") < 2
            or model.layers[2].name != "linear"
            or model.layers[2].get_dim("nO") != parser.moves.n_moves
            or model.attrs.get("unseen_classes")
        ):
            return None
        return Transitions(parser, token_ids)

    def states(self, docs: Sequence[Any]) -> Any:
        """The final states of the parser, one for each text."""
        import numpy as np

        states = self.parser.moves.init_batch(docs)
        unfinished = [state for state in states if not state.is_final()]
        if not unfinished:
            return states
        # What each token adds in each of its places; the first row is for places that are empty.
        tokens = _not_alone(self.tokens.predict(docs))
        added = np.empty((1 + len(tokens), len(self.empty)), dtype="float32")
        added[0] = self.empty
        np.matmul(tokens, self.weights, out=added[1:])
        added = added.reshape(-1, self.bias.shape[0])
        weights, bias = np.ascontiguousarray(self.upper.get_param("W").T), self.upper.get_param("b")
        while unfinished:
            rows = (self.token_ids(unfinished) + 1) * self.features + self.columns
            hidden = added[rows[:, 0]]
            for place in range(1, self.features):
                hidden += added[rows[:, place]]
            hidden += self.bias
            hidden = hidden.reshape(self.shape)
            most = hidden[:, :, 0]
            for piece in range(1, hidden.shape[2]):
                most = np.maximum(most, hidden[:, :, piece])
            scores = (_not_alone(most) @ weights)[: len(most)]
            scores += bias
            unfinished = self.parser.transition_states(unfinished, scores)
        return states
