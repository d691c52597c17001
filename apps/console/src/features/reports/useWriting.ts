import { useRef, useState } from 'react';
import type { ReportAction, SituationReport } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { useWrite } from '../../shared/api/queries.js';
import { type DraftState, useDraft } from '../../shared/draft/useDraft.js';
import { type Written, isHalf, isSame, isWhole } from './written.js';

/** What was typed on this device, and from which version; an older release kept it without. */
interface Typed extends Written {
  base?: number;
}

interface Saved extends Written {
  version: number;
}

export interface Writing {
  /** What is in the fields. */
  shown: Written;
  /** What the agency keeps. */
  saved: Saved;
  /** What is in the fields is not what the agency keeps. */
  isTyped: boolean;
  /** Somebody has saved another version than the one that this was typed from. */
  isConflict: boolean;
  state: DraftState | 'agency' | 'sending';
  ready: boolean;
  error: ApiError | null;
  setText: (code: string, text: string) => void;
  setActions: (change: (old: readonly ReportAction[]) => ReportAction[]) => void;
  /** @returns whether the agency keeps it now. `at` moves the instant that it is about. */
  save: (at?: string) => Promise<boolean>;
  takeSaved: () => void;
  keepTyped: () => void;
}

/** The texts of a draft: kept on the device at every pause together with the version that they began from, which is what saving replaces. */
export function useWriting(report: SituationReport): Writing {
  const { id: reportId } = report;
  const draft = useDraft<Typed | null>(`report:${reportId}`, null);
  const write = useWrite('saveReport', ['report', 'reports']);
  const [sent, setSent] = useState<Saved | null>(null);
  const edits = useRef(0);
  // One's own saving is known before the record is read again.
  const saved: Saved = sent !== null && sent.version > report.version ? sent : report;
  const typed = draft.value;
  const shown = typed ?? saved;
  const isTyped = typed !== null && !isSame(typed, saved);
  const base = isTyped ? (typed.base ?? 0) : saved.version;

  const change = (part: (old: Written) => Partial<Written>) => {
    edits.current += 1;
    draft.set((old) => {
      const from = old ?? saved;
      const isFresh = old === null || isSame(old, saved);
      return { base: isFresh ? saved.version : old.base, texts: from.texts, actions: from.actions, ...part(from) };
    });
  };
  const save = async (at?: string): Promise<boolean> => {
    const until = edits.current;
    const { texts } = shown;
    const actions = shown.actions.filter(isWhole);
    try {
      const { version } = await write.mutateAsync({ reportId, version: base, texts, actions, at });
      setSent({ version, texts, actions });
      // What was typed meanwhile, or cannot be saved yet, goes on from here.
      if (edits.current === until && !shown.actions.some(isHalf)) draft.clear(null);
      else draft.set((old) => old && { ...old, base: version });
      return true;
    } catch {
      // Shown beside the buttons; what was typed stays on the device.
      return false;
    }
  };
  return {
    ...{ shown, saved, isTyped, save, ready: draft.ready, error: write.error },
    isConflict: isTyped && !write.isPending && base < saved.version,
    state: write.isPending ? 'sending' : isTyped ? draft.state : 'agency',
    setText: (code, text) => change(({ texts }) => ({ texts: { ...texts, [code]: text } })),
    setActions: (next) => change(({ actions }) => ({ actions: next(actions) })),
    takeSaved: () => {
      write.reset();
      draft.clear(null);
    },
    keepTyped: () => {
      write.reset();
      draft.put((old) => old && { ...old, base: saved.version });
    },
  };
}
