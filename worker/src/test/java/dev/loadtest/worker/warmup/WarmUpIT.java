package dev.loadtest.worker.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.worker.WorkerHost;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WarmUpIT {

    @Test
    void sendsOverTheLeanPathAndByTheWebClientAndAllOfItIsAnswered() throws Exception {
        try (WorkerHost host = WorkerHost.start(2)) {
            Optional<WarmUp.Warmth> warmth =
                    WarmUp.start(host.loops().get(0), host.loops().get(1)).get(20, TimeUnit.SECONDS);

            List<ShareReport> shares = warmth.orElseThrow().report().shares();
            assertThat(shares).extracting(ShareReport::caseId).containsExactlyInAnyOrder("lean", "web");
            assertThat(shares).allMatch(ShareReport::closed);
            assertThat(shares).allSatisfy(share -> assertThat(share.sheet().failures(Kind.TRACKED))
                    .isZero());
            assertThat(shares.stream().mapToLong(share -> share.sheet().sent()).sum())
                    .isEqualTo(520);
        }
    }
}
