package dev.loadtest.control;

/**
 * The public key of a worker's process, drawn when it starts.
 *
 * @param key X25519, 64 hexadecimal digits
 */
public record WorkerKey(String key) {}
