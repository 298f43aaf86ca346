package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;

/** A unit under way, as the generator knows it that began it: a request, or a journey. Confined to the loop. */
interface Begun {

    /** The instant, in the loop's time, that the schedule names for it, or the plan's limit. */
    long plannedNanos();

    /** When it was begun, in the loop's time. */
    long begunNanos();

    /** When it ended, in the loop's time; known from its end on. */
    long endedNanos();

    /** What the schedule made it. */
    Kind kind();

    /** The user that began it, in the closed model; -1 in the others. */
    int user();

    void user(int number);
}
