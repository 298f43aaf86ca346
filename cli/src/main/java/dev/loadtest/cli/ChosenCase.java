package dev.loadtest.cli;

import dev.loadtest.cli.display.OneLine;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.syntax.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A case that a command line names, with its LoadTest. */
record ChosenCase(Compiled compiled, Case item) {

    /** No LoadTest of the file has the case, or several have; the message says what to do. */
    static final class NotOne extends Exception {
        private static final long serialVersionUID = 1;

        NotOne(String message) {
            super(message);
        }
    }

    static ChosenCase of(List<Compiled> compiled, String id) throws NotOne {
        List<ChosenCase> found = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (Compiled it : compiled) {
            Cases cases = Cases.of(it.plan());
            cases.stream().map(Case::id).forEach(ids::add);
            cases.stream()
                    .filter(item -> item.id().equals(id))
                    .findFirst()
                    .ifPresent(item -> found.add(new ChosenCase(it, item)));
        }
        if (found.isEmpty()) {
            throw new NotOne("there is no case " + OneLine.of(id) + Suggestion.didYouMean(id, ids)
                    + ": ./loadtest list prints their ids");
        }
        if (found.size() > 1) {
            throw new NotOne("several LoadTests of the file have a case " + OneLine.of(id)
                    + ": put the one that is meant into a file of its own");
        }
        return found.getFirst();
    }
}
