package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code followRedirects}. */
class RedirectsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void followedOnlyIfAsked() {
        TestTarget target = lab.target(
                request -> request.path().equals("/") ? Answer.status(302).header("Location", "/there") : Answer.ok());

        Finished left = lab.run(target, request("expect: {status: [302]}")).passed();
        assertThat(target.received("/there")).isEmpty();
        Finished followed = lab.run(target, request("followRedirects: 1")).passed();

        assertThat(left.tracked().status(302)).isEqualTo(1);
        assertThat(followed.tracked().status(200)).isEqualTo(1);
        assertThat(followed.tracked().sent()).isEqualTo(1);
        assertThat(target.received("/there")).hasSize(1);
    }

    @Test
    void hopsAreBounded() {
        TestTarget target = lab.target(request -> Answer.status(302).header("Location", "/again"));

        Finished run = lab.run(target, request("followRedirects: 3")).failed();

        assertThat(target.received()).hasSize(4);
        assertThat(run.tracked().errors("redirect") + run.tracked().status(302)).isEqualTo(1);
    }

    private static String request(String option) {
        return "requests: [{name: r, path: /" + (option.isEmpty() ? "" : ", ") + option + "}]\n"
                + "phases: [{name: p, request: r}]";
    }
}
