import java.io.FileInputStream;
import java.io.InputStream;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDF files against standards: {@code Check 2a,ua1 FILE...}. Prints what fails; the status is 1 if anything does. */
public class Check {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int faults = 0;
        for (int index = 1; index < arguments.length; index++) {
            for (String name : arguments[0].split(",")) {
                faults += check(arguments[index], PDFAFlavour.byFlavourId(name));
            }
        }
        System.exit(faults == 0 ? 0 : 1);
    }

    private static int check(String file, PDFAFlavour flavour) throws Exception {
        int faults = 0;
        try (InputStream stream = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED && faults++ < 20) {
                    System.out.println(file + ": " + flavour.getId() + ": " + assertion.getRuleId().getClause() + "-"
                            + assertion.getRuleId().getTestNumber() + ": " + assertion.getMessage() + " at "
                            + assertion.getLocation().getContext());
                }
            }
            System.out.println(file + ": " + flavour.getId() + ": " + (result.isCompliant() ? "ok" : "FAILED"));
            return result.isCompliant() ? 0 : Math.max(faults, 1);
        }
    }
}
