package dev.loadtest.cli;

import dev.loadtest.cli.display.OneLine;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import java.util.ArrayList;
import java.util.List;

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
        for (Compiled it : compiled) {
            Cases.of(it.plan()).stream()
                    .filter(item -> item.id().equals(id))
                    .findFirst()
                    .ifPresent(item -> found.add(new ChosenCase(it, item)));
        }
        if (found.isEmpty()) {
            throw new NotOne("there is no case " + OneLine.of(id) + ": ./loadtest list prints their ids");
        }
        if (found.size() > 1) {
            throw new NotOne("several LoadTests of the file have a case " + OneLine.of(id)
                    + ": put the one that is meant into a file of its own");
        }
        return found.getFirst();
    }
}
