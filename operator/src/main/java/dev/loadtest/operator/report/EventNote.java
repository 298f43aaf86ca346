package dev.loadtest.operator.report;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.operator.desired.Names;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An event to write. Its object's name derives from its content, so that a repetition is the same event. */
public record EventNote(EventReason reason, String message) {
    private static final int MOST = 1_000;

    public EventNote {
        message = Texts.cut(message, MOST);
    }

    /** The event as it is created; if it exists, it was written before. */
    public Event event(LoadTest about, Instant now) {
        byte[] said = (reason + "\n" + message).getBytes(StandardCharsets.UTF_8);
        String hash = Sha256.hex(said).substring(0, 10);
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withName(Names.of(about).base() + "." + hash)
                .withNamespace(about.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(LoadTest.API_VERSION)
                .withKind(LoadTest.KIND)
                .withName(about.getMetadata().getName())
                .withNamespace(about.getMetadata().getNamespace())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(reason.warning() ? "Warning" : "Normal")
                .withReason(reason.label())
                .withMessage(message)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withNewSource()
                .withComponent(Names.MANAGER)
                .endSource()
                .build();
    }
}
