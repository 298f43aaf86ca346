package dev.loadtest.engine.run.replay;

/**
 * Which request of a case it is.
 *
 * @param k index of its unit in the case; of an until, its try
 * @param step its place among all that the unit's journey may send, from 0; 0 for a request by itself
 * @param attempt which try of its step's until, from 0
 */
public record Place(long k, long step, long attempt) {}
