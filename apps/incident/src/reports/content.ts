import type {
  ReportBlock,
  ReportContent,
  ReportSection,
  ReportSource,
  ReportTemplateDefinition,
} from '#libs/contracts';
import { type Draw, type Drawing, nameOf, paragraph } from './drawing.js';
import { account, facts, figures, incidents, national, severity } from './sections/facts.js';
import { actions, advisories, authorities, care, clocks, decisions, tasks } from './sections/lists.js';
import { timeline, times } from './sections/pictures.js';
import { fill } from './words.js';

const text: Draw = ({ asked }, { code }) =>
  (asked.texts[code] ?? '').split(/\n{2,}/).flatMap((part) => (part.trim() === '' ? [] : [paragraph(part.trim())]));

/** How each kind of section is drawn. */
const drawers: Readonly<Record<ReportSource, Draw>> = {
  text,
  figures,
  facts,
  account,
  severity,
  national,
  incidents,
  decisions,
  tasks,
  clocks,
  authorities,
  advisories,
  care,
  timeline,
  times,
  actions,
};

/** The whole report in the words of its language, section by section as the template has them. */
export function contentOf(
  drawing: Drawing,
  { sections }: Pick<ReportTemplateDefinition, 'sections'>,
  agency: string,
): ReportContent {
  const { asked, words, when, leftOut } = drawing;
  const marking = leftOut > 0 ? [fill(words.marking, { tlp: asked.tlp, count: leftOut })] : [];
  return {
    title: titleOf(drawing),
    lines: [
      fill(words.number, { number: asked.number, name: asked.name }),
      fill(words.asOf, { at: when(asked.asOf) }),
      ...marking,
    ],
    agency,
    sections: sections.flatMap((section) => sectionOf(drawing, section)),
  };
}

function titleOf({ asked, subjects, regional, words, ...drawing }: Drawing): string {
  const [subject] = subjects;
  if (asked.subject === 'regional' && regional) return fill(words.aboutRegional, regional);
  if (asked.subject === 'incident' && subject) {
    const facility = nameOf({ asked, subjects, regional, words, ...drawing }, subject);
    return fill(words.aboutIncident, { reference: subject.reference, facility });
  }
  return fill(words.aboutRegion, { territory: asked.territory });
}

/** A section that cannot tell anything of its subject (the incidents of one incident) is left out; one that has nothing to tell says so. */
function sectionOf(drawing: Drawing, section: ReportSection): ReportContent['sections'] {
  const { asked, words } = drawing;
  const { code, source, title, intro } = section;
  const blocks = drawers[source](drawing, section);
  const isAlone = asked.subject === 'incident';
  if (
    blocks.length === 0 &&
    ((source === 'incidents' && isAlone) || ((source === 'account' || source === 'facts') && !isAlone))
  )
    return [];
  const above: ReportBlock[] = intro !== null && source !== 'text' ? [paragraph(intro[asked.locale], true)] : [];
  const nothing = paragraph(source === 'text' ? words.notWritten : words.none, true);
  return [{ code, title: title[asked.locale], blocks: [...above, ...(blocks.length > 0 ? blocks : [nothing])] }];
}
