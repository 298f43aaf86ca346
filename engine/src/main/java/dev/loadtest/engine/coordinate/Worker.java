package dev.loadtest.engine.coordinate;

/** A load generator, in this process or in a pod. */
public interface Worker {

    /** Its place among the run's workers, from 0. */
    int index();
}
