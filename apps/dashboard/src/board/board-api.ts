import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { BOARD_CARDS, type BoardAnswer, type BoardFilter, type Stage } from '#contract';
import { read } from '../api/http-client';
import { BOARD_KEY } from '../live/live';

export type BoardColumn = BoardAnswer['stages'][number];
/** Whose leads a board shows. */
export type Whose = Omit<BoardFilter, 'stage'>;

const board = (filter: BoardFilter, signal: AbortSignal, range?: [number, number]) => {
  const query = new URLSearchParams({ filter: JSON.stringify(filter) });
  if (range) query.set('range', JSON.stringify(range));
  return read<BoardAnswer>(`/api/leads/board?${query.toString()}`, signal);
};

/** Every stage with the leads to act on first. */
export const useBoard = (whose: Whose) =>
  useQuery({
    queryKey: [...BOARD_KEY, whose],
    queryFn: ({ signal }) => board(whose, signal),
    placeholderData: keepPreviousData,
    retry: 1,
  });

/** More of one stage, once somebody asks for more than the board brings by itself. */
export const useMoreOf = (stage: Stage, whose: Whose, cards: number) =>
  useQuery({
    queryKey: [...BOARD_KEY, whose, stage, cards],
    queryFn: async ({ signal }) => {
      const { stages } = await board({ ...whose, stage: stage as BoardFilter['stage'] }, signal, [
        0,
        cards - 1,
      ]);
      return stages[0];
    },
    enabled: cards > BOARD_CARDS,
    placeholderData: keepPreviousData,
    retry: 1,
  });
