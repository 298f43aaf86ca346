package dev.loadtest.cli.display;

import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult.CaseResult;

/**
 * What the line of an ended case shows. Texts may hold any character.
 *
 * @param percent ended cases of all selected ones, 0 to 100
 */
public record EndedCase(String id, Outcome outcome, String reason, int percent) {

    public static EndedCase of(CaseResult result, int percent) {
        return new EndedCase(result.id(), result.outcome(), result.reason(), percent);
    }
}
