package org.panderm4j.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import org.panderm4j.model.DermModel;
import org.panderm4j.report.DemoReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** The files of a tour. */
final class DemoFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final DermModel model;
    private final RunFolder run;
    private final RunPlan plan;

    DemoFiles(DermModel model, RunFolder run, RunPlan plan) {
        this.model = model;
        this.run = run;
        this.plan = plan;
    }

    void write(DemoResult result) throws IOException {
        run.write("results.json", file -> Files.write(file, JSON.writeValueAsBytes(DemoFigures.of(result))));
        run.write("report.html", file -> DemoReport.write(new DemoPages(model, plan, result).page(), file));
    }
}
