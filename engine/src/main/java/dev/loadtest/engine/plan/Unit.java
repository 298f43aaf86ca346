package dev.loadtest.engine.plan;

/** What a shape plans: a request, or a journey of several. Every rule about request k of a case holds for unit k. */
public sealed interface Unit {

    /** The name of the request or of the journey. */
    String name();

    record OfRequest(String name) implements Unit {}

    record OfJourney(String name) implements Unit {}
}
