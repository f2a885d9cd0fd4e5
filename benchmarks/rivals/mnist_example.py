"""The example that Keras's own site trains on MNIST: 15 passes in batches of 128, the last tenth held out.

    python benchmarks/rivals/mnist_example.py FOLDER

Network and settings are those of keras.io/examples/vision/mnist_convnet. FOLDER holds MNIST's files. After
each pass a line of JSON says what was reached, and after how much time of the processor.
"""

import json
import sys
import time
from pathlib import Path

import keras
from keras import layers

from inkread.datasets.formats import read_mnist


class Tell(keras.callbacks.Callback):
    """Prints where the training stands."""

    def on_epoch_end(self, epoch, logs=None):
        """Print one line."""
        told = {"epoch": epoch + 1, "accuracy": logs["val_accuracy"], "cpu_s": time.process_time()}
        print(json.dumps(told), flush=True)


def main():
    """Train, and tell."""
    digits = read_mnist(Path(sys.argv[1]), "train")
    images = digits.images.astype("float32")[..., None] / 255
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, kernel_size=(3, 3), activation="relu"),
            layers.MaxPooling2D(pool_size=(2, 2)),
            layers.Conv2D(64, kernel_size=(3, 3), activation="relu"),
            layers.MaxPooling2D(pool_size=(2, 2)),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    labels = keras.utils.to_categorical(digits.labels, 10)
    model.fit(images, labels, batch_size=128, epochs=15, validation_split=0.1, verbose=0, callbacks=[Tell()])


if __name__ == "__main__":
    main()
