import type { Locale } from '#libs/contracts';
import type { MailBlock, MailContent } from './mail.content.js';

const exerciseWord: Record<Locale, string> = { fr: 'EXERCICE', en: 'EXERCISE' };

const exerciseSentence: Record<Locale, string> = {
  fr: 'EXERCICE : ce message fait partie d’un exercice, il ne décrit pas une situation réelle.',
  en: 'EXERCISE: this message is part of an exercise, it does not describe a real situation.',
};

/** The TLP label first, then the exercise mark, then what it is about. */
export function subjectOf(parts: { tlp: string | null; exercise: boolean; locale: Locale; about: string }): string {
  const { tlp, exercise, locale, about } = parts;
  const marks = [tlp && `TLP:${tlp}`, exercise && `[${exerciseWord[locale]}]`].filter(Boolean);
  return [...marks, about].join(' ');
}

export function asText(content: MailContent): string {
  const head = headOf(content);
  return `${[...head, ...content.blocks.map(blockAsText)].join('\n\n')}\n`;
}

function blockAsText(block: MailBlock): string {
  switch (block.type) {
    case 'line':
      return block.text;
    case 'link':
      return `${block.label}\n${block.url}`;
    case 'text':
      return `${block.title}\n\n${block.body}`;
    case 'list':
      return block.items.map(({ text, url }) => `- ${text}\n  ${url}`).join('\n');
    case 'small':
      return `-- \n${block.text}`;
  }
}

/**
 * One column of flowing text that a screen reader reads in order; no image, no colour that carries meaning, nothing fetched
 * from elsewhere. Colours are left to the reader's program, so that its dark mode works.
 */
export function asHtml(content: MailContent): string {
  const head = headOf(content).map((text) => `<p><strong>${escaped(text)}</strong></p>`);
  return [
    '<!DOCTYPE html>',
    `<html lang="${content.locale}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(content.subject)}</title></head>`,
    '<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em; margin: 0 auto; padding: 16px">',
    ...head,
    ...content.blocks.map(blockAsHtml),
    '</body></html>',
    '',
  ].join('\n');
}

function blockAsHtml(block: MailBlock): string {
  switch (block.type) {
    case 'line':
      return `<p>${escaped(block.text)}</p>`;
    case 'link':
      return `<p>${escaped(block.label)}<br>${anchor(block.url, block.url)}</p>`;
    case 'text':
      return `<div lang="${block.locale}">\n<h1 style="font-size: 20px">${escaped(block.title)}</h1>\n${paragraphs(block.body)}\n</div>`;
    case 'list':
      return `<ul>\n${block.items.map(({ text, url }) => `<li>${anchor(url, text)}</li>`).join('\n')}\n</ul>`;
    case 'small':
      return `<hr>\n<p><small>${escaped(block.text)}</small></p>`;
  }
}

function headOf({ tlp, kind, locale }: MailContent): string[] {
  return [...(kind === 'exercise' ? [exerciseSentence[locale]] : []), ...(tlp ? [`TLP:${tlp}`] : [])];
}

const anchor = (url: string, text: string): string => `<a href="${escaped(url)}">${escaped(text)}</a>`;

const paragraphs = (body: string): string =>
  body
    .split(/\r?\n[ \t]*\r?\n/)
    .map((part) => `<p>${escaped(part.trim()).replace(/\r?\n/g, '<br>')}</p>`)
    .join('\n');

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
