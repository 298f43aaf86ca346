package dev.loadtest.control.seal;

/**
 * Public key of a worker process, drawn at its start.
 *
 * @param key X25519, 64 hexadecimal digits
 */
public record WorkerKey(String key) {}
