package dev.loadtest.cli.draft;

import java.util.List;

/**
 * A manifest before it is written. Its texts are templates, as {@link Text} makes them.
 *
 * @param name of the LoadTest, as a document or a recording gives it
 * @param origin a sentence that names its source
 * @param url of the default target
 * @param targets further targets
 * @param steps of its one journey, by requests' names; empty for phases of single requests
 * @param notes what was not translated, and what is to be checked, a sentence each
 */
public record Draft(
        String name,
        String origin,
        String url,
        List<Target> targets,
        List<DraftRequest> requests,
        List<Step> steps,
        List<String> notes) {
    public Draft {
        targets = List.copyOf(targets);
        requests = List.copyOf(requests);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** A further target. */
    public record Target(String name, String url) {}

    /** @param thinkMillis the pause before it, 0 for none */
    public record Step(String request, long thinkMillis) {}
}
