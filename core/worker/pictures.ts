// Pictures that a page took of what it shows, made into files: off its thread, and no more of them than a line takes.
import { MAX_ASSET_BYTES } from "../protocol/index.ts";
import type { LivePage } from "../model/index.ts";
import {
  MAX_LOSSLESS_PX,
  MAX_PICTURE_PX,
  PICTURE_BURST_BYTES,
  PICTURE_BYTES_PER_SECOND,
  PICTURE_QUALITY,
} from "./limits.ts";

interface File {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
  readonly scale: number;
}

/** Makes files of pictures, and hands them to a page. */
export class Pictures {
  /** When what was handed over is paid for, in ms. */
  #paidMs = 0;

  /**
   * Shows `picture` in the element of `id`; resolves, as soon as another may come, to whether it is another than before. Never
   * rejects. `width` and `height`: the element's own size in px.
   */
  async show(
    page: LivePage,
    id: number,
    picture: ImageBitmap | Blob,
    width: number,
    height: number,
  ): Promise<boolean> {
    try {
      const life = page.life;
      const file = picture instanceof Blob ? await fileOf(picture, 1) : await encoded(picture);
      if (file === undefined) return false;
      const shown = { ...file, width, height, scale: Math.round(file.scale * 1_000) };
      const isNews = await page.show(life, id, shown);
      await this.#pay(file.bytes.length);
      return isNews;
    } catch {
      // A browser that cannot make files of pictures, or not of this one.
      return false;
    }
  }

  async #pay(bytes: number): Promise<void> {
    const now = performance.now();
    this.#paidMs = Math.max(now, this.#paidMs) + (bytes / PICTURE_BYTES_PER_SECOND) * 1_000;
    const waitMs = this.#paidMs - now - (PICTURE_BURST_BYTES / PICTURE_BYTES_PER_SECOND) * 1_000;
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

async function fileOf(blob: Blob, scale: number): Promise<File | undefined> {
  if (blob.size === 0 || blob.size > MAX_ASSET_BYTES) return undefined;
  return { bytes: new Uint8Array(await blob.arrayBuffer()), mime: blob.type, scale };
}

/** Small pictures as they are; others as photographs. Closes the bitmap. */
async function encoded(bitmap: ImageBitmap): Promise<File | undefined> {
  const scale = Math.min(1, MAX_PICTURE_PX / Math.max(bitmap.width, bitmap.height));
  const size = (px: number): number => Math.max(1, Math.round(px * scale));
  const canvas = new OffscreenCanvas(size(bitmap.width), size(bitmap.height));
  const context = canvas.getContext("2d");
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const isSmall = canvas.width * canvas.height <= MAX_LOSSLESS_PX;
  const type = isSmall ? "image/png" : "image/webp";
  return fileOf(await canvas.convertToBlob({ type, quality: PICTURE_QUALITY }), scale);
}
