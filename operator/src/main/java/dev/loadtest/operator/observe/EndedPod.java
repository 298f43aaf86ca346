package dev.loadtest.operator.observe;

/**
 * A worker pod that has ended, or is being deleted.
 *
 * @param why a sentence without a full stop
 * @param answers whether its process may still run: a pod being deleted serves its results until its grace ends
 */
public record EndedPod(String uid, String why, boolean answers) {}
