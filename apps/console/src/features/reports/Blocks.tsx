import type { PictureShape, ReportBlock, ReportContent } from '#libs/contracts';
import classes from './reports.module.css';

/** A report as its files show it, in the colours of the console. */
export function Content({ content, lang }: { content: ReportContent; lang: string }) {
  return (
    <div className={classes.content} lang={lang}>
      <p className={classes.heading}>{content.title}</p>
      {content.lines.map((line) => (
        <p key={line} className={classes.soft}>
          {line}
        </p>
      ))}
      {content.sections.map(({ code, title, blocks }) => (
        <section key={code} aria-label={title}>
          <h3 className={classes.section}>{title}</h3>
          {blocks.map((block, index) => (
            <Block key={index} block={block} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Block({ block }: { block: ReportBlock }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p className={block.soft ? classes.soft : classes.text} dir="auto">
          {block.text}
        </p>
      );
    case 'facts':
      return (
        <dl className={classes.facts}>
          {block.items.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      );
    case 'figures':
      return (
        <ul className={classes.figures}>
          {block.items.map(({ label, value }) => (
            <li key={label}>
              <strong>{value}</strong> {label}
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <Table block={block} />;
    case 'picture':
      return (
        <div className={classes.pan} tabIndex={0} role="group" aria-label={block.alt}>
          <svg
            className={classes.picture}
            viewBox={`0 0 ${block.width} ${block.height}`}
            role="img"
            aria-label={block.alt}
          >
            {block.shapes.map((shape, index) => (
              <Shape key={index} shape={shape} />
            ))}
          </svg>
        </div>
      );
  }
}

/** On a phone each row is a card, and each cell says what it is. */
function Table({ block: { caption, columns, rows } }: { block: Extract<ReportBlock, { type: 'table' }> }) {
  return (
    <table className={classes.table} aria-label={caption}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, place) => (
              <td key={place} data-label={columns[place]} dir="auto">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Shape({ shape }: { shape: PictureShape }) {
  switch (shape.shape) {
    case 'bar':
      return <rect data-tone={shape.tone} x={shape.x} y={shape.y} width={shape.width} height={shape.height} />;
    case 'dot':
      return <circle data-tone={shape.tone} cx={shape.x} cy={shape.y} r={shape.r} />;
    case 'line':
      return (
        <line
          data-tone={shape.tone}
          x1={shape.x1}
          y1={shape.y1}
          x2={shape.x2}
          y2={shape.y2}
          strokeDasharray={shape.dashed ? '3 2' : undefined}
        />
      );
    case 'text':
      return (
        <text data-tone={shape.tone} x={shape.x} y={shape.y} fontSize={shape.size} textAnchor={shape.align}>
          {shape.text}
        </text>
      );
  }
}
