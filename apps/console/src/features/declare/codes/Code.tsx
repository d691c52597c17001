import { create } from 'qrcode';
import { useMemo } from 'react';
import classes from './Codes.module.css';

/** Light modules around the code, as ISO/IEC 18004 asks. */
const QUIET = 4;

/** One QR code, always dark on white: a camera does not know of colour schemes. */
export function Code({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => drawn(text), [text]);
  const side = size + 2 * QUIET;
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      className={classes.code}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function drawn(text: string): { size: number; path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  const dark = Array.from(data, (module, at) => (module ? at : -1)).filter((at) => at >= 0);
  const path = dark.map((at) => `M${(at % size) + QUIET} ${Math.floor(at / size) + QUIET}h1v1h-1z`).join('');
  return { size, path };
}
