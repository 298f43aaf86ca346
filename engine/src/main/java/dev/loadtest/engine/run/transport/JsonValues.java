package dev.loadtest.engine.run.transport;

/** Reads values out of JSON documents; a port, so that the engine needs no JSON library. Thread-safe. */
public interface JsonValues {

    /**
     * The value that a pointer (RFC 6901) leads to: a string's own text, or a number's or boolean's JSON text. Nothing where
     * the document is not JSON, nothing stands there, or it is null, an object or an array.
     */
    Reading at(byte[] document, String pointer);
}
