package org.panderm4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.RetrievalMetrics;

class RetrievalReportTest {
    @Test
    void showsRecallsRanksAndPairs() throws IOException {
        Path file = ZeroShotReportTest.pageFolder().resolve("retrieval.html");
        RetrievalReport.write(new SyntheticStudy(5).retrieval(1500), file);
        String html = Files.readString(file);
        PageChecks.assertSelfContained(html);
        assertThat(html)
                .contains("captions.csv", "Image to text", "Text to image", "Best pairs", "Worst pairs", "1,001–1,500")
                .contains("Research use only", "tie with another candidate");
    }

    @Test
    void escapesCaptionsAndFileNames() {
        float[][] one = {{1, 2}};
        RetrievalMetrics ranks = RetrievalMetrics.of(one, one);
        String attack = "<script>alert(1)</script>";
        RetrievedPair pair = new RetrievedPair(Optional.empty(), attack, attack, 1, 1.5);
        String html = RetrievalReport.render(new RetrievalPage(
                attack,
                attack,
                ranks,
                ranks.summary(Bootstrap.of(1)),
                List.of(pair),
                List.of(),
                List.of(new Skipped(attack, attack)),
                List.of()));
        PageChecks.assertSelfContained(html);
        assertThat(html).contains("&lt;script&gt;", "1.5", "no picture").doesNotContain("Worst pairs");
    }
}
