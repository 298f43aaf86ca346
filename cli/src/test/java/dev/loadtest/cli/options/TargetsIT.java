package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.InProcess;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several targets, and variants that find them elsewhere. */
class TargetsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void eachRequestGoesToItsTarget() {
        TestTarget shop = lab.target();
        TestTarget idp = lab.target();
        Finished run =
                lab.run("""
                target: {url: "%s/base", headers: [{name: X-From, value: shop}]}
                targets:
                - {name: idp, url: "%s", headers: [{name: X-From, value: "${variant}"}], host: "idp.example.org"}
                variants: [{name: only}]
                requests: [{name: browse, path: /browse}, {name: login, target: idp, path: /login}]
                phases: [{name: p, mix: [{request: browse}, {request: login}], burst: {requests: 20}}]
                """.formatted(shop.url(), idp.url()), "--workers", "2").passed();

        assertThat(shop.received()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.path()).isEqualTo("/base/browse");
            assertThat(request.header("X-From")).isEqualTo("shop");
        });
        assertThat(idp.received()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.path()).isEqualTo("/login");
            assertThat(request.header("X-From")).isEqualTo("only");
            assertThat(request.header("Host")).isEqualTo("idp.example.org");
        });
        assertThat(run.totals().request("login").tracked().sent())
                .isEqualTo(idp.received().size());
        assertThat(shop.received().size() + idp.received().size()).isEqualTo(20);
    }

    @Test
    void aVariantFindsTargetsElsewhere() {
        TestTarget stable = lab.target();
        TestTarget canary = lab.target();
        Finished run = lab.run(stable, """
                variants: [{name: stable}, {name: canary, targets: {default: "%s"}}]
                requests: [{name: r, path: "/${variant}"}]
                phases: [{name: p, request: r, burst: {requests: 3}}]
                """.formatted(canary.url())).passed();

        assertThat(stable.received("/stable")).hasSize(3);
        assertThat(stable.received()).hasSize(3);
        assertThat(canary.received("/canary")).hasSize(3);
        assertThat(run.results().path("notes").toString()).contains("in variant canary it is " + canary.url());
    }

    /** The slow target answers once the phase beside it is over, which its one connection does not concern. */
    @Test
    void aTargetsLimitIsItsOwn() {
        CountDownLatch quick = new CountDownLatch(10);
        TestTarget fast = lab.target(request -> {
            quick.countDown();
            return Answer.ok();
        });
        TestTarget slow = lab.target(request -> Answer.status(waited(quick) ? 200 : 500));
        lab.run("""
                target: {url: "%s"}
                targets: [{name: slow, url: "%s", connections: 1}]
                requests: [{name: quick, path: /quick}, {name: held, target: slow, path: /held}]
                phases:
                - {name: a, group: both, request: held, burst: {requests: 5}}
                - {name: b, group: both, request: quick, burst: {requests: 10}}
                """.formatted(fast.url(), slow.url())).passed();

        assertThat(fast.received()).hasSize(10);
        assertThat(slow.received()).hasSize(5);
        assertThat(slow.mostConnections()).isOne();
    }

    private static boolean waited(CountDownLatch latch) throws IOException {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void anotherTargetOnTheCommandLineLeavesNoVariantBehind() {
        TestTarget target = lab.target();
        InProcess refused = lab.execute("run", """
                target: {url: "http://nowhere.invalid"}
                variants: [{name: stable}, {name: canary, targets: {default: "http://other.invalid"}}]
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r}]
                """, "--target", target.url());

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("--target: variant \"canary\" aims elsewhere by itself")
                .contains("--set spec.variants[1].targets.default=URL");
        assertThat(target.connections()).isZero();
    }
}
