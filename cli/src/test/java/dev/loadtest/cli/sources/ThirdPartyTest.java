package dev.loadtest.cli.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.ThirdParty;
import org.junit.jupiter.api.Test;

/** The list of third-party software in {@code licenses/THIRD-PARTY.md}. */
class ThirdPartyTest {

    @Test
    void eachDependencyHasALicence() {
        assertThat(ThirdParty.unlisted()).isEmpty();
    }

    @Test
    void eachComponentIsADependency() {
        assertThat(ThirdParty.unused("cli")).isEmpty();
        assertThat(ThirdParty.listed()).hasSizeGreaterThan(50);
    }
}
