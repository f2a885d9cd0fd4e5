// A photo by the computer's own camera: of what is in the frame, and only when the person says so. The frame
// is the square in the middle, or, where the dialog has `data-whole`, all that the camera sees.

import { part } from "./element.js";
import { say, sayOf } from "./texts.js";

const WISH = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } };
const COARSE = matchMedia("(pointer: coarse)"); // phones and tablets have an app for photos, and a button for it

export class Camera {
  #dialog;
  #video;
  #taken;

  /** @param taken is called with the photo as a file */
  constructor(root, taken) {
    this.#dialog = part(root, "webcam-dialog");
    this.#video = this.#dialog.querySelector("video");
    this.#taken = taken;
    const listen = (name, handler) => part(root, name).addEventListener("click", handler);
    listen("webcam", () => this.#open());
    listen("webcam-take", () => this.#take());
    listen("webcam-close", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => stop(this.#video.srcObject));
    this.#offer(part(root, "webcam"));
  }

  /** Shows the button where there is a camera; a page that came unencrypted from afar is given none. */
  async #offer(button) {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    button.hidden = COARSE.matches || !devices.some(({ kind }) => kind === "videoinput");
  }

  async #open() {
    this.#tell("");
    part(this.#dialog, "webcam-take").disabled = true;
    this.#dialog.showModal();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: WISH });
      this.#video.srcObject = stream;
      if (!this.#dialog.open) {
        stop(stream); // shut while the browser asked
        return;
      }
      await this.#video.play();
      part(this.#dialog, "webcam-take").disabled = false;
      part(this.#dialog, "webcam-take").focus();
    } catch (error) {
      this.#tell(sayOf("upload.webcam.trouble", error.name, "upload.webcam.trouble.other"));
    }
  }

  /** Hands over what the frame shows. */
  #take() {
    const { videoWidth, videoHeight } = this.#video;
    const side = Math.min(videoWidth, videoHeight);
    const [width, height] = "whole" in this.#dialog.dataset ? [videoWidth, videoHeight] : [side, side];
    const photo = Object.assign(document.createElement("canvas"), { width, height });
    const [left, top] = [(videoWidth - width) / 2, (videoHeight - height) / 2];
    photo.getContext("2d").drawImage(this.#video, left, top, width, height, 0, 0, width, height);
    photo.toBlob((blob) => this.#taken(new File([blob], say("upload.webcam.name"), { type: blob.type })), "image/png");
    this.#dialog.close();
  }

  #tell(words) {
    part(this.#dialog, "webcam-trouble").textContent = words;
  }
}

/** Lets go of the camera: its light goes out. */
function stop(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
