"""Networks of words as large as the usual ones, untrained: what a reading takes does not depend on weights.

The CRNN has the layers of EasyOCR's second generation (Shi et al. 2015, narrower): VGG features, two
bidirectional LSTM, a letter or the blank every four pixels. The other has the shape of TrOCR-base (Li et
al. 2021): ViT-B/16 at 384 x 384, and a decoder of twelve layers that is 1,024 wide.
"""

import keras
from keras import layers

CRNN_HEIGHT, CRNN_WIDTH, CRNN_CLASSES = 64, 256, 97
SIDE, PATCH, BLOCKS = 384, 16, 12
ENCODER, ENCODER_HEADS = 768, 12
DECODER, DECODER_HEADS, VOCABULARY = 1024, 16, 50_265
TOKENS = 3  # a word's pieces and its end


def crnn(width=CRNN_WIDTH):
    """Return a network from an image (1, 64, width, 1) to the scores of each class at each place."""
    image = keras.Input((CRNN_HEIGHT, width, 1), batch_size=1)
    maps = layers.MaxPooling2D(2)(layers.Conv2D(32, 3, padding="same", activation="relu")(image))
    maps = layers.MaxPooling2D(2)(layers.Conv2D(64, 3, padding="same", activation="relu")(maps))
    for filters in (128, 128):
        maps = layers.Conv2D(filters, 3, padding="same", activation="relu")(maps)
    maps = layers.MaxPooling2D((2, 1))(maps)
    for filters in (256, 256):
        maps = layers.Conv2D(filters, 3, padding="same", use_bias=False)(maps)
        maps = layers.ReLU()(layers.BatchNormalization()(maps))
    maps = layers.MaxPooling2D((2, 1))(maps)
    maps = layers.Conv2D(256, 2, activation="relu")(maps)
    steps = keras.ops.mean(maps, axis=1)
    for _ in range(2):
        steps = layers.Bidirectional(layers.LSTM(256, return_sequences=True))(steps)
        steps = layers.Dense(256)(steps)
    return keras.Model(image, layers.Dense(CRNN_CLASSES)(steps), name="crnn")


def transformer():
    """Return a network from an image (1, 384, 384, 3) and three tokens (1, 3) to the scores of the next ones.

    The tokens pass in one go. A reading asks for one after another, which takes longer.
    """
    image = keras.Input((SIDE, SIDE, 3), batch_size=1)
    seen = layers.Conv2D(ENCODER, PATCH, strides=PATCH)(image)
    seen = layers.Reshape((-1, ENCODER))(seen)
    for _ in range(BLOCKS):
        normal = layers.LayerNormalization()(seen)
        seen = seen + layers.MultiHeadAttention(ENCODER_HEADS, ENCODER // ENCODER_HEADS)(normal, normal)
        seen = seen + _wide(layers.LayerNormalization()(seen), ENCODER)
    seen = layers.LayerNormalization()(seen)
    tokens = keras.Input((TOKENS,), batch_size=1, dtype="int32")
    said = layers.Embedding(VOCABULARY, DECODER)(tokens)
    attention = {"num_heads": DECODER_HEADS, "key_dim": DECODER // DECODER_HEADS}
    for _ in range(BLOCKS):
        looked = layers.MultiHeadAttention(**attention)(said, said, use_causal_mask=True)
        said = layers.LayerNormalization()(said + looked)
        said = layers.LayerNormalization()(said + layers.MultiHeadAttention(**attention)(said, seen))
        said = layers.LayerNormalization()(said + _wide(said, DECODER))
    scores = layers.Dense(VOCABULARY, use_bias=False)(said)
    return keras.Model([image, tokens], scores, name="transformer")


def _wide(steps, width):
    """Return what the two dense layers of a block make of each step."""
    return layers.Dense(width)(layers.Dense(4 * width, activation="gelu")(steps))
