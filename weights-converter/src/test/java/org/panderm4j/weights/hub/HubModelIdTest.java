package org.panderm4j.weights.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubModelIdTest {
    @Test
    void readsOwnerNameAndRevision() {
        assertThat(HubModelId.parse("hf-hub:lab/Derm_2.b-16")).isEqualTo(new HubModelId("lab", "Derm_2.b-16", "main"));
        assertThat(HubModelId.parse("lab/derm@refs/pr/1").revision()).isEqualTo("refs/pr/1");
        assertThat(HubModelId.parse("lab/derm@v1.0")).hasToString("lab/derm@v1.0");
        assertThat(HubModelId.parse("hf-hub:lab/derm@main")).hasToString("lab/derm");
        assertThat(HubModelId.parse("lab/derm@" + FakeModel.COMMIT).isPinned()).isTrue();
        assertThat(HubModelId.parse("lab/derm@0123456").isPinned()).isFalse();
        assertThat(HubModelId.hasPrefix("hf-hub:x")).isTrue();
        assertThat(HubModelId.hasPrefix("lab/derm")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "derm",
                "hf-hub:",
                "hf-hub:derm",
                "/derm",
                "lab/",
                "a/b/c",
                "../derm",
                "lab/..",
                "lab/.",
                "./derm",
                "lab/de--rm",
                "lab/-derm",
                "lab/derm-",
                "lab/de rm",
                "lab/de\\rm",
                "lab/derm@",
                "lab/derm@../x",
                "lab/derm@a//b",
                "lab/derm@/a",
                "lab/derm@a/..",
                "lab/derm@a b",
                "lab/derm@a\nb",
                "hf-hub:hf-hub:lab/derm"
            })
    void refusesWhatIsNoModel(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HubModelId.parse(text))
                .withMessageContaining("hf-hub:OWNER/NAME")
                .withMessageMatching("[^\\n]*");
    }

    @Test
    void refusesNamesLongerThanTheHubAllows() {
        assertThat(HubModelId.parse("lab/" + "d".repeat(96)).name()).hasSize(96);
        assertThatIllegalArgumentException().isThrownBy(() -> HubModelId.parse("lab/" + "d".repeat(97)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../b", "a//b", "a\\b", "C:x", "a\nb", ".", "a/"})
    void refusesFileNamesThatLeadAway(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> HubNames.checkFileName(name));
    }

    @Test
    void encodesNamesForAnAddress() {
        assertThat(HubNames.encode("refs/pr/1", "")).isEqualTo("refs%2Fpr%2F1");
        assertThat(HubNames.encode("text/häut 1+%.txt", "/")).isEqualTo("text/h%C3%A4ut%201%2B%25.txt");
    }
}
