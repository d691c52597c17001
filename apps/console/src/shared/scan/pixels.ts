/** Enough for the densest of our codes in a photograph of a whole table, and bearable for an old telephone. */
const LONGEST_SIDE = 2_400;

/** The pixels of a picture of any format that the browser shows. @throws for a file that is no picture */
export async function pixelsOf(file: Blob): Promise<ImageData> {
  const picture = await createImageBitmap(file);
  try {
    return drawn(picture, picture.width, picture.height);
  } finally {
    picture.close();
  }
}

/** The pixels that a camera shows now. */
export const pixelsNow = (video: HTMLVideoElement): ImageData => drawn(video, video.videoWidth, video.videoHeight);

function drawn(source: CanvasImageSource, width: number, height: number): ImageData {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
