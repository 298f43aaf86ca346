package dev.loadtest.operator.observe;

/**
 * A worker pod.
 *
 * @param index its completion index
 * @param ip empty before it has one
 */
public record ObservedWorker(int index, String ip, boolean ready) {}
