use super::Words;

pub(super) const WORDS: Words = Words {
    before_name: &[
        "Sr", "Sra", "Srs", "Dra", "Dr", "D", "Exmo", "Exma", "Cel", "Gal", "Ten", "Cap", "Eng", "Av", "R", "Sto",
        "Sta", "p.ex",
    ],
    before_number: &["núm", "pág", "págs", "art", "arts", "cap", "aprox", "tel", "ed", "nº"],
    either: &["S.A", "Ltda", "Cia", "a.C", "d.C", "E.U.A", "EUA"],
    openers: &[
        "A", "Agora", "Além", "Ao", "Após", "As", "Até", "Com", "Como", "De", "Depois", "Desde", "Dois", "Durante",
        "E", "Ela", "Ele", "Eles", "Em", "Entre", "Essa", "Esse", "Esta", "Este", "Foi", "Há", "Já", "Mas", "Na",
        "Nas", "No", "Nos", "Não", "O", "Os", "Ou", "Para", "Pela", "Pelo", "Por", "Quando", "Que", "Se", "Segundo",
        "Sem", "Seu", "Sobre", "Sua", "Também", "Três", "Um", "Uma",
    ],
    speech: &[
        "disse",
        "afirmou",
        "acrescentou",
        "perguntou",
        "declarou",
        "explicou",
        "questionou",
        "escreveu",
    ],
    months: &[
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    ..Words::NONE
};
