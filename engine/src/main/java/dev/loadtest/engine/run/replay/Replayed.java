package dev.loadtest.engine.run.replay;

import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import java.util.List;

/** Result of making a request again. */
public sealed interface Replayed {

    /**
     * The request.
     *
     * @param notes what the one that was sent had besides, a sentence each
     */
    record Made(RequestTemplate template, Target target, PreparedRequest request, List<String> notes)
            implements Replayed {
        public Made {
            notes = List.copyOf(notes);
        }
    }

    /** @param problems why there is none, a sentence each */
    record Refused(List<String> problems) implements Replayed {
        public Refused {
            problems = List.copyOf(problems);
        }

        Refused(String problem) {
            this(List.of(problem));
        }
    }
}
