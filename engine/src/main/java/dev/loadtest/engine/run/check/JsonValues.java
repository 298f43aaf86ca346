package dev.loadtest.engine.run.check;

/** Reads values out of JSON documents; a port, so that the engine needs no JSON library. Thread-safe. */
public interface JsonValues {

    /**
     * The value at a pointer (RFC 6901): a string's text, or the JSON text of a number or boolean. Nothing if the
     * document is not JSON, or the value is absent, null, an object or an array.
     */
    Reading at(byte[] document, String pointer);
}
