/**
 * What one run does over many workers. A {@code Coordinator} is the face of a run: what happens to it becomes an event on its
 * one loop, to which everything here is confined. {@code Course} holds the {@code Stage} that the run is in, which answers
 * events and enters its successor, and the parts that stages share:
 *
 * <ul>
 *   <li>{@code Startup} begins workers, {@code WorkerLink} asks one for its reports, {@code WorkerSet} knows all of them;
 *   <li>{@code CaseFlow} takes cases from their start to their books' closing, {@code Decisions} judges them;
 *   <li>{@code Losses} accounts for workers that are lost, {@code Pauses} moves the schedule, {@code Defects} ends a run in which
 *       an event throws;
 *   <li>{@code Checkpointer} keeps what the next coordinator needs, {@code Takeover} and {@code Restoration} read it;
 *   <li>{@code ResultAssembler} puts the result together.
 * </ul>
 */
@NullMarked
package dev.loadtest.engine.coordinate;

import org.jspecify.annotations.NullMarked;
