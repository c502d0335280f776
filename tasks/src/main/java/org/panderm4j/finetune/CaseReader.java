package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.panderm4j.data.image.UnusablePictureException;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.data.transform.PictureBuffers;
import org.panderm4j.run.Failure;
import org.panderm4j.train.PictureReading;

/** Opens pictures of cases as they are wanted. Safe in any number of threads. */
final class CaseReader {
    private final List<Case> cases;
    private final CasePictures pictures;
    private final PictureReading reading = new PictureReading();

    CaseReader(List<Case> cases, CasePictures pictures) {
        this.cases = cases;
        this.pictures = pictures;
    }

    int side() {
        return pictures.side();
    }

    List<Case> cases() {
        return cases;
    }

    CasePictures pictures() {
        return pictures;
    }

    /**
     * Opens one.
     *
     * @throws UnusablePictureException when it is bad, or the case has none
     * @throws IOException when something else is wrong, which ends the run
     */
    float[] read(View view, PictureChoice choice, PictureBuffers buffers) throws IOException {
        Case one = cases.get(choice.index());
        NamedPicture picture = view.of(one)
                .orElseThrow(() ->
                        new UnusablePictureException("line " + one.line() + ": names no " + view.word() + " picture"));
        return reading.read(picture.path().toString(), () -> prepare(picture.path(), choice.version(), buffers));
    }

    /** Of a picture that could be used when the run began. */
    static IOException changed(Failure failure) {
        return new IOException(failure.reason() + "; it could be used when the run began: it has changed since");
    }

    private float[] prepare(Path file, PictureChoice.Version version, PictureBuffers buffers) throws IOException {
        if (version instanceof PictureChoice.Version.Augmented augmented) {
            return pictures.augmented(file, augmented.draws().get(), buffers);
        }
        if (version instanceof PictureChoice.Version.OfTest test) {
            return pictures.version(file, test.number(), test.draws().get(), buffers);
        }
        return pictures.plain(file, buffers);
    }
}
