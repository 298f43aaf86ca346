package dev.loadtest.worker.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.worker.WorkerHost;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WarmUpIT {

    @Test
    void sendsInEveryShapeAndAllOfItIsAnswered() throws Exception {
        try (WorkerHost host = WorkerHost.start(2)) {
            Optional<WarmUp.Warmth> warmth =
                    WarmUp.start(host.loops().get(0), host.loops().get(1)).get(20, TimeUnit.SECONDS);

            List<ShareReport> shares = warmth.orElseThrow().report().shares();
            assertThat(shares).extracting(ShareReport::caseId).containsExactly("users", "rate", "dense", "burst");
            assertThat(shares).allMatch(ShareReport::closed);
            assertThat(shares.stream().mapToLong(share -> share.sheet().sent()).sum())
                    .isEqualTo(5_000);
        }
    }
}
