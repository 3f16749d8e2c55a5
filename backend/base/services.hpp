// What every action is handed: the outside world and the tables made at start. References only; main makes them and they
// outlive every request.
#pragma once

namespace bygd {

class Clock;
class Database;
class Templates;
class WorkflowSet;
class Guards;
class Effects;
class Parameters;
class FormSet;
class LetterMaker;
class DeMinimisLaw;
class LetterTexts;
struct DocumentRoom;
struct Timers;
struct Languages;
struct Region;

struct Services {
    const Clock& clock;
    Database& database;
    const Region& region;               // base/region: name, county, diary series
    const Languages& languages;         // web/words: the catalogues
    const Templates& templates;         // web/templates
    const WorkflowSet& workflows;       // workflows/: every definition, checked
    const Guards& guards;               // cases/guards: named conditions of the rooms
    const Effects& effects;             // cases/effects: named consequences of the rooms
    const Parameters& parameters;       // aid/parameters: dated law
    const FormSet& forms;               // aid/forms: the fields and documents of each support form
    const LetterMaker& letters;         // documents/letter: HTML to PDF
    const DeMinimisLaw& de_minimis;     // aid/de_minimis: the regulations on aid of minor importance
    const Timers& timers;               // jobs/fact_source: what must be done how long after what
    const DocumentRoom& documents;      // documents/document_room: grounds of secrecy, rules of uploads
    const LetterTexts& letter_texts;    // decisions/letter_text: what letters say, and the kinds of conditions
};

}  // namespace bygd
