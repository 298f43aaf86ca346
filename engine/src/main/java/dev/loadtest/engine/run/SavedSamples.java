package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.run.capture.SecretMask;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.DrawnValues;
import java.util.ArrayList;
import java.util.List;

/** The responses of one share whose bodies are saved. Confined to the loop; the sink writes. */
final class SavedSamples {
    /** Maximum kept bytes of a body. */
    static final int MAX_BYTES = 16 << 20;

    private final WorkerEngine engine;
    private final Case item;
    private final Runnable saved;
    private final List<Sample> samples = new ArrayList<>();
    private int underWay;

    /** @param saved called on the loop after each write */
    SavedSamples(WorkerEngine engine, Case item, Runnable saved) {
        this.engine = engine;
        this.item = item;
        this.saved = saved;
    }

    /** Saves the response to a request, which the case's draw determines, or the journey that sent it last. */
    void save(Flight flight, CaseDraw draw, RequestTemplate template, Transport.Response response) {
        if (flight.journey == null) {
            save(flight.k, draw.values(flight.k), template, response);
        } else {
            save(flight.journey, flight.step, template, response);
        }
    }

    private void save(long k, DrawnValues values, RequestTemplate template, Transport.Response response) {
        Sample sample =
                new Sample(item.id(), k, template.name(), values.drawn(), response.status(), "", 0, "", false, "");
        save(sample, template, response, engine.mask(values.secrets()));
    }

    private void save(JourneyRun journey, long step, RequestTemplate template, Transport.Response response) {
        Sample sample = new Sample(
                item.id(),
                journey.k(),
                journey.plan().name,
                step,
                template.name(),
                journey.values().drawn(),
                response.status(),
                "",
                0,
                "",
                false,
                "");
        save(sample, template, response, engine.mask(journey.secrets()));
    }

    private void save(Sample sample, RequestTemplate template, Transport.Response response, SecretMask mask) {
        if (template.captures().stream().anyMatch(Capture::sensitive)) {
            // The body contains a sensitive value.
            samples.add(sample.withheld(false, "not written: a sensitive value is captured from it"));
            return;
        }
        if (!response.undecoded().isEmpty() && !mask.isEmpty()) {
            samples.add(sample.withheld(false, "not written: its content coding may hide a secret of the run"));
            return;
        }
        underWay++;
        String type = response.headers().first("content-type");
        engine.samples()
                .save(sample, type, response.body(), response.truncated(), mask)
                .exceptionally(failure -> sample.withheld(false, "not written: " + failure.getMessage()))
                .thenAccept(written -> engine.loop().execute(() -> {
                    underWay--;
                    samples.add(written);
                    saved.run();
                }));
    }

    boolean areUnderWay() {
        return underWay > 0;
    }

    /** Samples that are written, or have failed; live, not a copy. */
    List<Sample> all() {
        return samples;
    }
}
