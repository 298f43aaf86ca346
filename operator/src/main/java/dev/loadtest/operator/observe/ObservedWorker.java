package dev.loadtest.operator.observe;

/**
 * A worker pod whose process has not ended.
 *
 * @param index its completion index
 * @param uid of the pod; its replacement has another
 * @param ip empty before it has one
 */
public record ObservedWorker(int index, String uid, String ip, boolean ready) {}
