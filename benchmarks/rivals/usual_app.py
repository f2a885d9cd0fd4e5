"""The usual web application for handwritten characters, as tutorials write it: Flask and `model.predict`.

Started by `benchmarks/serve.py` under the same server and settings as inkread. MODEL names its Keras file.
"""

import os

import keras
import numpy as np
from flask import Flask, jsonify, request
from PIL import Image

CLASSES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

app = Flask(__name__)
model = keras.models.load_model(os.environ["MODEL"])


@app.route("/health/ready")
def ready():
    """Say that the model is loaded."""
    return "ok"


@app.route("/predict", methods=["POST"])
def predict():
    """Return what the uploaded image shows."""
    image = Image.open(request.files["image"]).convert("L").resize((28, 28))
    pixels = 255 - np.array(image)
    prediction = model.predict(pixels.reshape(1, 28, 28, 1))
    best = int(np.argmax(prediction))
    return jsonify({"text": CLASSES[best], "confidence": float(prediction[0][best])})
