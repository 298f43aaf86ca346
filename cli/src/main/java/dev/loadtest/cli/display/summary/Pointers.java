package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.ShellWord;
import dev.loadtest.engine.result.exemplar.Exemplar;

/**
 * Where the end of a summary points to.
 *
 * @param results where the results are, in words
 * @param request the command that prints a request of the run, up to the case, such as {@code ./loadtest request
 *     shop.yaml}; empty where the manifest is not at hand
 * @param file {@code results.json}; empty where it was not written
 * @param generators where an Invalid run needs more room
 */
public record Pointers(String results, String request, String file, Generators generators) {

    /** Results of a run in this process. */
    public static Pointers to(String results) {
        return new Pointers(results, "", "", Generators.here());
    }

    /** Results of a run in a cluster. */
    public static Pointers toCluster(String results) {
        return new Pointers(results, "", "", new Generators.Cluster());
    }

    /** The same, with the command that prints a request. */
    public Pointers withRequests(String request, String file) {
        return new Pointers(results, request, file, generators);
    }

    /** The command that prints this request again; empty where the manifest is not at hand. */
    String again(Exemplar failed) {
        if (request.isEmpty()) {
            return "";
        }
        Exemplar.Sent sent = failed.sent();
        return request + " " + ShellWord.of(sent.caseId()) + " " + sent.k()
                + (sent.journey().isEmpty() ? "" : " --step " + sent.step())
                + (sent.attempt() == 0 ? "" : " --attempt " + sent.attempt())
                + (file.isEmpty() ? "" : " --results " + ShellWord.of(file));
    }
}
