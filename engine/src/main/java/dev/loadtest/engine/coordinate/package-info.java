/**
 * What one run does over many workers. A {@code Coordinator} is the face of a run: what happens to it becomes an event on its
 * one loop, to which everything here and below is confined. {@code Course} holds the {@code Stage} that the run is in, which
 * answers events and enters its successor. {@code Startup} begins workers, {@code CaseFlow} takes cases from their start to
 * their books' closing, {@code Losses} accounts for lost workers, {@code Pauses} moves the schedule, {@code Defects} ends a run
 * in which an event throws.
 *
 * <p>Below, each knows only those before it:
 *
 * <ul>
 *   <li>{@code checkpoint}: the port {@code CheckpointStore} and what is stored;
 *   <li>{@code workers}: the port {@code Worker}, the links to workers and their clocks;
 *   <li>{@code cases}: phases, cases, shares and decisions;
 *   <li>{@code record}: the run's log, live view and result;
 *   <li>{@code takeover}: writing checkpoints and restoring a run from one.
 * </ul>
 *
 * <p>More than 25 classes of tests: one for each subject of a run in virtual time, and the fixtures that they share.
 */
@NullMarked
package dev.loadtest.engine.coordinate;

import org.jspecify.annotations.NullMarked;
