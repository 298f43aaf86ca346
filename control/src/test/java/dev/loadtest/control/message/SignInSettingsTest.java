package dev.loadtest.control.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignInSettingsTest {
    private static final Target ENDPOINT =
            new Target(true, "idp", 443, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, 1);

    /** Kubernetes replaces {@code $(NAME)} in values of variables. */
    @Test
    void roundTripWithoutDollars() {
        Auth.OAuth2 client = new Auth.OAuth2(
                ENDPOINT,
                "/token",
                "$(LOADTEST_OPERATOR_KEY) $$",
                new SecretRef(SecretRef.Kind.SECRET, "idp", "secret"),
                List.of("a", "b"),
                "");
        String text = new SignInSettings(List.of(client)).text();

        assertThat(text).doesNotContain("$");
        assertThat(SignInSettings.read(text)).containsExactly(client);
    }

    @Test
    void emptyTextHoldsNone() {
        assertThat(SignInSettings.read("")).isEmpty();
    }

    @Test
    void otherTextsAreRefused() {
        assertThatThrownBy(() -> SignInSettings.read("{}")).isInstanceOf(IllegalArgumentException.class);
    }
}
