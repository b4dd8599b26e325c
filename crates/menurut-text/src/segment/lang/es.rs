use super::Words;

pub(super) const WORDS: Words = Words {
    before_name: &[
        "Sr", "Sra", "Srta", "Sres", "Dra", "Dn", "Da", "Gral", "Cnel", "Tte", "Cap", "Lic", "Arq", "Pdte", "Av",
        "Avda", "Mons", "Fr", "Sto", "Sta", "Ilmo", "Excmo", "Vda", "p.ej", "pág",
    ],
    before_number: &["núm", "num", "pág", "págs", "art", "arts", "cap", "aprox", "tel", "ed"],
    either: &[
        "EE.UU", "EE. UU", "S.A", "Cía", "p.m", "a.m", "a.C", "d.C", "Uds", "Ud", "Vd", "JJ.OO", "FF.AA",
    ],
    openers: &[
        "A", "Además", "Ahora", "Al", "Así", "Aunque", "Como", "Con", "Cuando", "De", "Desde", "Después", "Dos",
        "Durante", "El", "Ella", "Ellos", "En", "Entre", "Es", "Esa", "Ese", "Esta", "Este", "Esto", "Estos", "Fue",
        "Hasta", "Hay", "La", "Las", "Lo", "Los", "Luego", "Mientras", "Muchos", "No", "Para", "Pero", "Por", "Que",
        "Según", "Se", "Si", "Sin", "Sobre", "Su", "Sus", "También", "Tras", "Tres", "Un", "Una", "Y", "Ya",
    ],
    speech: &[
        "dijo",
        "afirmó",
        "añadió",
        "preguntó",
        "señaló",
        "aseguró",
        "explicó",
        "declaró",
        "indicó",
        "sostuvo",
    ],
    months: &[
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    ..Words::NONE
};
