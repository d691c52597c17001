import { texts } from '../../shared/i18n/texts.js';
import { timelineEn } from './timeline.en.js';
import { timelineFr } from './timeline.fr.js';

export const useTimelineTexts = texts('timeline', timelineFr, timelineEn);
