import { texts } from '../../shared/i18n/texts.js';
import { roomEn } from './room.en.js';
import { roomFr } from './room.fr.js';

export const useRoomTexts = texts('room', roomFr, roomEn);
