#!/usr/bin/env python3
"""Writes tests/pages: invented news in the markup that real content systems produce, with what should be read from it.

Every happening, name and outlet is made up. A page is one of the articles below in one of the layouts below; the gold
(title, day, authors, body) goes to gold.json beside the pages. Run it from the crate's folder: `python3 scripts/pages.py`.
"""

import html as escape_html
import json
import pathlib

OUT = pathlib.Path("tests/pages")


def esc(text):
    return escape_html.escape(text, quote=True)


class Article:
    def __init__(self, key, lang, outlet, title, lead, paragraphs, heading, authors, day, time, offset, shown, by, words):
        self.key, self.lang, self.outlet, self.title, self.lead = key, lang, outlet, title, lead
        self.paragraphs, self.heading, self.authors, self.day, self.time = paragraphs, heading, authors, day, time
        self.offset, self.shown, self.by, self.words = offset, shown, by, words
        self.stamp = f"{day}T{time}:00{offset}"
        self.host = "".join(c for c in outlet.lower() if c.isascii() and c.isalnum()) or key
        self.url = f"https://www.{self.host}.example/{day.replace('-', '/')}/{key}"


# words: related label, related titles, share, advertisement, caption, newsletter, comments label, a reader's comment,
# most read, copyright, tags, author note
ID = dict(
    related="Baca juga", others=["Harga gabah di Lembah Seruni turun tipis", "Jembatan gantung Tirta Arum dibuka lagi", "Warga Batu Lanjak menanam dua ribu bakau"],
    share="Bagikan artikel ini lewat WhatsApp", ad="IKLAN", caption="Suasana pagi di lokasi, difoto dari atas menara. (Foto: Dok. Dinas)", newsletter="Dapatkan berita pilihan setiap pagi di kotak surat Anda",
    comments="Komentar", comment="Semoga pemerintah daerah benar-benar menepati janjinya kali ini, kami sudah menunggu sejak lama sekali.", most="Terpopuler", copyright="Hak cipta dilindungi undang-undang.",
    tags=["bendungan", "petani", "Seruni"], bio="adalah wartawan yang meliput isu lingkungan sejak 2015 dan tinggal di kota kecil di tepi sungai.", cookie="Situs ini memakai kuki untuk memberi Anda pengalaman terbaik. Dengan melanjutkan, Anda menyetujui kebijakan kami.",
)
EN = dict(
    related="Read also", others=["Harbour ferry returns after three-year repair", "Teachers in Marlow county vote on new contract", "Storm barrier passes its first test"],
    share="Share this article on Facebook", ad="ADVERTISEMENT", caption="The valley seen from the ridge on Tuesday morning. (Photo: Handout)", newsletter="Sign up for our morning briefing and never miss a story",
    comments="Comments", comment="I have lived here for forty years and I have never seen the council move this quickly on anything at all.", most="Most read", copyright="All rights reserved. Do not redistribute without permission.",
    tags=["dams", "farmers", "water"], bio="covers regional affairs and has reported from the river delta for more than a decade.", cookie="We use cookies and similar technologies to run this site. By continuing you accept our privacy policy and terms.",
)
ES = dict(
    related="Lea también", others=["El puerto viejo estrena muelle", "Suben los precios del trigo en la meseta", "La escuela rural cumple cien años"],
    share="Compartir en Facebook", ad="PUBLICIDAD", caption="Vista del valle el martes por la mañana. (Foto: Cedida)", newsletter="Reciba cada mañana nuestro boletín con las noticias del día",
    comments="Comentarios", comment="Llevamos años esperando que alguien se tome en serio este asunto, ojalá que esta vez sea verdad.", most="Lo más leído", copyright="Todos los derechos reservados.",
    tags=["agua", "campo"], bio="escribe sobre asuntos regionales desde hace más de diez años.", cookie="Utilizamos cookies propias y de terceros para mejorar nuestros servicios. Si continúa navegando, acepta su uso.",
)
FR = dict(
    related="Lire aussi", others=["Le vieux phare rouvre ses portes", "La récolte de pommes s'annonce tardive", "Un pont provisoire sur la Verzenne"],
    share="Partager sur Facebook", ad="Publicité", caption="La vallée vue de la crête, mardi matin. (Photo d'archives)", newsletter="Recevez chaque matin notre lettre d'information gratuite",
    comments="Commentaires", comment="Cela fait des années que nous demandons cette réunion, espérons que les promesses seront tenues cette fois.", most="Les plus lus", copyright="Tous droits réservés.",
    tags=["eau", "agriculture"], bio="suit les questions régionales depuis plus de dix ans.", cookie="Nous utilisons des cookies pour améliorer votre expérience. En poursuivant votre navigation, vous acceptez leur usage.",
)
DE = dict(
    related="Lesen Sie auch", others=["Alte Mühle bekommt neues Rad", "Fährbetrieb auf der Lenne ruht", "Schulen im Kreis suchen Lehrer"],
    share="Auf Facebook teilen", ad="Anzeige", caption="Blick über das Tal am Dienstagmorgen. (Foto: privat)", newsletter="Jeden Morgen die wichtigsten Nachrichten in Ihrem Postfach",
    comments="Kommentare", comment="Darauf warten wir im Ort nun schon seit vielen Jahren, hoffentlich bleibt es diesmal nicht bei Ankündigungen.", most="Meistgelesen", copyright="Alle Rechte vorbehalten.",
    tags=["Wasser", "Landwirtschaft"], bio="berichtet seit mehr als zehn Jahren aus der Region.", cookie="Wir verwenden Cookies, um unser Angebot zu verbessern. Mit der weiteren Nutzung stimmen Sie dem zu.",
)
PT = dict(
    related="Leia também", others=["Farol antigo volta a funcionar", "Safra de maçã atrasa na serra", "Ponte provisória sobre o rio Verde"],
    share="Compartilhar no Facebook", ad="PUBLICIDADE", caption="Vista do vale na manhã de terça-feira. (Foto: Divulgação)", newsletter="Receba as notícias da manhã no seu e-mail",
    comments="Comentários", comment="Faz muitos anos que a gente espera por essa obra, tomara que desta vez não fique só na promessa.", most="Mais lidas", copyright="Todos os direitos reservados.",
    tags=["água", "campo"], bio="cobre assuntos regionais há mais de dez anos.", cookie="Usamos cookies para melhorar a sua experiência. Ao continuar, você concorda com a nossa política de privacidade.",
)
TR = dict(
    related="İlgili haber", others=["Eski fener yeniden açıldı", "Elma hasadı gecikiyor", "Dere üzerine geçici köprü"],
    share="Facebook'ta paylaş", ad="REKLAM", caption="Salı sabahı tepeden vadi. (Fotoğraf: Arşiv)", newsletter="Her sabah günün haberleri e-posta kutunuzda",
    comments="Yorumlar", comment="Yıllardır bu toplantının yapılmasını bekliyorduk, umarım bu kez verilen sözler tutulur.", most="Çok okunanlar", copyright="Tüm hakları saklıdır.",
    tags=["su", "tarım"], bio="on yılı aşkın süredir bölge haberlerini yazıyor.", cookie="Bu sitede deneyiminizi iyileştirmek için çerezler kullanılmaktadır. Devam ederek kabul etmiş olursunuz.",
)
AR = dict(
    related="اقرأ أيضا", others=["إعادة فتح المنارة القديمة", "تأخر موسم التفاح في الجبل", "جسر مؤقت فوق النهر"],
    share="شارك على فيسبوك", ad="إعلان", caption="منظر الوادي صباح الثلاثاء (أرشيف)", newsletter="احصل على أخبار الصباح في بريدك كل يوم",
    comments="التعليقات", comment="ننتظر هذا الاجتماع منذ سنوات طويلة ونأمل أن تتحقق الوعود هذه المرة.", most="الأكثر قراءة", copyright="جميع الحقوق محفوظة.",
    tags=["مياه", "زراعة"], bio="صحفية تغطي الشؤون المحلية منذ أكثر من عشر سنوات.", cookie="نستخدم ملفات تعريف الارتباط لتحسين تجربتك. بالاستمرار فإنك توافق على ذلك.",
)
RU = dict(
    related="Читайте также", others=["Старый маяк снова открыт", "Урожай яблок запаздывает", "Временный мост через реку"],
    share="Поделиться в соцсетях", ad="Реклама", caption="Вид на долину утром во вторник. Фото: архив", newsletter="Получайте главные новости каждое утро на почту",
    comments="Комментарии", comment="Мы ждали этой встречи много лет, надеюсь, что на этот раз обещания будут выполнены.", most="Популярное", copyright="Все права защищены.",
    tags=["вода", "сельское хозяйство"], bio="пишет о жизни региона более десяти лет.", cookie="Мы используем файлы cookie, чтобы сайт работал лучше. Продолжая, вы соглашаетесь с этим.",
)

ARTICLES = [
    Article(
        "warga-seruni-tolak-bendungan", "id", "Kabar Seruni", "Warga Lembah Seruni menolak pemindahan makam demi bendungan",
        "Sekitar tiga ratus warga mendatangi kantor camat dan meminta pemerintah kabupaten menunda pembangunan.",
        ["SERUNI - Ratusan warga Lembah Seruni berkumpul di halaman kantor camat pada Jumat pagi untuk menolak rencana pemindahan makam leluhur yang berada di lokasi bendungan baru.",
         "\"Kami tidak menentang bendungan, tetapi makam itu bukan sekadar tanah kosong,\" kata Wiryo Atmojo, ketua kelompok tani setempat, di hadapan para pejabat.",
         "Kepala Dinas Pekerjaan Umum kabupaten, Ratna Pujihastuti, mengatakan pihaknya telah menawarkan lahan pengganti seluas empat hektare di Dusun Kembang Sore.",
         "Menurut dia, pemindahan akan dilakukan secara adat dan seluruh biayanya ditanggung pemerintah. Warga meminta jaminan tertulis sebelum alat berat masuk.",
         "Bupati Seruni dijadwalkan menemui perwakilan warga pada 4 Desember. Sampai pertemuan itu berlangsung, pekerjaan di lapangan dihentikan sementara."],
        "Lahan pengganti di Dusun Kembang Sore", ["Laras Widowati"], "2024-11-29", "14:05", "+07:00", "Jumat, 29 November 2024 | 14:05 WIB", "Penulis: ", ID),
    Article(
        "polisi-tangkap-penyelundup-benih", "id", "Warta Lanjak", "Polisi Batu Lanjak tangkap tujuh tersangka penyelundup benih lobster",
        "Petugas menyita dua perahu cepat dan lebih dari 40.000 ekor benih yang akan dibawa ke luar negeri.",
        ["BATU LANJAK - Kepolisian Batu Lanjak menangkap tujuh orang yang diduga menyelundupkan benih lobster lewat pelabuhan tikus di Teluk Cermin, Senin malam.",
         "Kapolres Batu Lanjak AKBP Yusran Marpaung menyebut penangkapan bermula dari laporan nelayan yang curiga melihat perahu tanpa lampu keluar masuk teluk.",
         "\"Dari hasil pemeriksaan, jaringan ini sudah tiga kali mengirim barang dalam dua bulan terakhir,\" ujar Yusran kepada wartawan di kantornya.",
         "Kuasa hukum para tersangka membantah tuduhan tersebut dan mengatakan kliennya hanya buruh angkut yang tidak mengetahui isi kotak.",
         "Benih yang disita dilepaskan kembali ke laut pada Selasa pagi dengan disaksikan petugas karantina ikan dan perwakilan nelayan."],
        "Berawal dari laporan nelayan", ["Togar Manihuruk", "Siti Hajar Lubis"], "2023-08-15", "09:30", "+07:00", "Selasa, 15 Agu 2023 09:30 WIB", "Reporter: ", ID),
    Article(
        "gubernur-tirta-arum-cuti", "id", "Harian Tirta", "Gubernur Tirta Arum bantah akan mundur setelah pertemuan tertutup",
        "Juru bicara gubernur menyebut kabar pengunduran diri itu tidak berdasar.",
        ["Gubernur Tirta Arum, Hendrawan Sukmajaya, membantah kabar yang menyebut dirinya akan mengundurkan diri setelah bertemu pimpinan partai pada akhir pekan lalu.",
         "Bantahan itu disampaikan juru bicaranya, Meilani Gunadi, dalam keterangan tertulis yang diterima redaksi pada Minggu sore.",
         "\"Bapak gubernur tetap bekerja seperti biasa dan besok akan memimpin rapat anggaran,\" demikian bunyi keterangan tersebut.",
         "Sebelumnya, seorang pengurus partai yang meminta namanya tidak disebut mengatakan surat pengunduran diri sudah disiapkan sejak Oktober.",
         "Dewan perwakilan rakyat daerah belum menerima surat apa pun, kata ketuanya, Abdul Rosyid Hakim, saat dihubungi lewat telepon."],
        "Rapat anggaran tetap berjalan", ["Dimas Prakoso"], "2025-02-09", "17:45", "+08:00", "Minggu, 09 Februari 2025 17:45 WITA", "Oleh ", ID),
    Article(
        "marlow-council-halts-quarry", "en", "The Marlow Courier", "Marlow council halts quarry expansion after residents block access road",
        "Officials say work will not resume until an independent survey of the groundwater has been published.",
        ["MARLOW - The county council on Thursday ordered a stop to the expansion of the Greyhill quarry after dozens of residents parked tractors across its only access road.",
         "\"We were promised a survey in March and we are still waiting for it,\" said Edith Calloway, who farms the land below the ridge and led the protest.",
         "A spokesman for the operator, Pennant Aggregates, denied that blasting had affected the wells and said the company had complied with every condition of its permit.",
         "Council leader Tomas Birkett said the suspension would last at least until the survey had been published, which he expected before the end of January.",
         "Police said two people were cautioned during the blockade, which ended peacefully shortly after midnight. No arrests were made, according to the force."],
        "Two people cautioned", ["Harriet Quill"], "2024-10-17", "18:20", "+01:00", "October 17, 2024 6:20 pm", "By ", EN),
    Article(
        "northport-ferry-workers-strike", "en", "Northport Ledger", "Northport ferry workers begin strike as wage talks collapse",
        "The union accuses the operator of walking out of the room; the operator says the door is open.",
        ["Ferry crews in Northport walked off the job at dawn on Monday after wage talks between their union and the state-owned operator broke down over the weekend.",
         "The Seafarers' Association said about 1,200 workers had joined the strike and that no vessels had left the harbour by noon.",
         "\"They left the table, not us,\" the union's general secretary, Ingrid Solberg-Hayes, told reporters outside the terminal.",
         "The operator rejected that account. In a statement it said its offer of 4.5 percent remained valid and that the door was open.",
         "Transport minister Callum Reyes urged both sides to return to mediation and said naval vessels could carry medicine to the outer islands if needed."],
        "Medicine for the outer islands", ["Oskar Delaney", "Priya Raghunathan"], "2025-05-05", "12:40", "-04:00", "Monday, May 5, 2025, 12:40 p.m. EDT", "By ", EN),
    Article(
        "kestrel-ceasefire-holds", "en", "Kestrel Daily", "Ceasefire in the Kestrel highlands holds for a third day, monitors say",
        "Observers counted four minor violations and no casualties since Sunday.",
        ["A ceasefire between government forces and the Highland Front held for a third day on Wednesday, international monitors said, raising hopes that talks could start this month.",
         "The monitoring mission recorded four minor violations along the Varn river and blamed both sides for two of them each.",
         "Front commander Idris Malvane said his fighters would observe the truce \"as long as the drones stay on the ground\".",
         "The defence ministry denied flying drones over the area since the agreement took effect and accused the Front of moving artillery under cover of night.",
         "Aid convoys reached the town of Sarn for the first time in six weeks, delivering flour and fuel to some 9,000 people, according to the mission."],
        "Convoys reach Sarn", ["Leila Brandt"], "2022-03-23", "07:15", "+00:00", "23 March 2022", "By ", EN),
    Article(
        "valdeolmos-presa-protesta", "es", "El Diario de Valdeolmos", "Los regantes de Valdeolmos cortan la carretera en protesta por la presa",
        "La consejería asegura que las obras cuentan con todos los permisos.",
        ["Unos cuatrocientos regantes cortaron este martes la carretera comarcal de Valdeolmos para exigir que se paralicen las obras de la nueva presa.",
         "«No vamos a movernos hasta que alguien nos reciba», afirmó la portavoz de la comunidad de regantes, Remedios Aldana, a pie de carretera.",
         "El consejero de Obras Públicas, Julián Berrocal, negó que el proyecto reduzca el caudal y recordó que las obras cuentan con todos los permisos.",
         "La Guardia Civil identificó a once personas, según fuentes de la investigación, pero no practicó ninguna detención durante la jornada.",
         "Está previsto que ambas partes se reúnan el próximo viernes en la sede de la confederación, con la mediación del defensor del pueblo."],
        "Sin detenciones", ["Nuria Escribano"], "2024-06-11", "20:10", "+02:00", "11 de junio de 2024 - 20:10 h", "Por ", ES),
    Article(
        "vallee-verzenne-barrage", "fr", "Le Courrier de la Verzenne", "Dans la vallée de la Verzenne, le préfet suspend le chantier du barrage",
        "Une commission doit rendre son avis avant la fin de l'année.",
        ["Le préfet a annoncé mercredi la suspension du chantier du barrage de la Verzenne, au lendemain d'une manifestation qui a réuni près de huit cents personnes.",
         "« Nous demandons simplement que l'étude promise soit publiée », a déclaré Solène Marchadier, présidente du collectif d'agriculteurs.",
         "L'exploitant dément toute irrégularité et affirme avoir respecté l'ensemble des prescriptions fixées par l'arrêté du printemps dernier.",
         "Selon la gendarmerie, trois personnes ont été entendues puis relâchées dans la soirée. Aucune plainte n'a été déposée à ce stade.",
         "La commission d'enquête, qui doit être nommée la semaine prochaine, rendra son avis avant la fin de l'année, a précisé la préfecture."],
        "Trois personnes entendues", ["Anaïs Tourneret", "Bastien Lacaze"], "2023-09-20", "08:05", "+02:00", "Publié le 20 septembre 2023 à 8h05", "Par ", FR),
    Article(
        "lennetal-steinbruch-gestoppt", "de", "Lennetaler Bote", "Kreistag stoppt Erweiterung des Steinbruchs im Lennetal",
        "Ein unabhängiges Gutachten soll bis Ende Januar vorliegen.",
        ["Der Kreistag hat am Donnerstag die Erweiterung des Steinbruchs im Lennetal vorerst gestoppt, nachdem Anwohner die Zufahrt mit Traktoren blockiert hatten.",
         "»Uns wurde im März ein Gutachten versprochen, und wir warten noch immer«, sagte Gudrun Hagelschuer, die unterhalb des Hangs einen Hof betreibt.",
         "Ein Sprecher des Betreibers wies den Vorwurf zurück, die Sprengungen hätten die Brunnen beschädigt. Alle Auflagen seien eingehalten worden.",
         "Landrat Ulf Dreesmann erklärte, der Stopp gelte mindestens bis zur Veröffentlichung des Gutachtens, mit der er bis Ende Januar rechne.",
         "Die Polizei nahm die Personalien von zwei Beteiligten auf. Die Blockade endete nach ihren Angaben kurz nach Mitternacht friedlich."],
        "Friedliches Ende", ["Maren Kolbinger"], "2024-10-18", "06:30", "+02:00", "18.10.2024, 06:30 Uhr", "Von ", DE),
    Article(
        "serra-verde-greve-balsas", "pt", "Correio da Serra", "Trabalhadores das balsas de Serra Verde entram em greve por salários",
        "Sindicato diz que a adesão passa de mil pessoas; a empresa fala em metade.",
        ["Os trabalhadores das balsas de Serra Verde entraram em greve nesta segunda-feira, depois que as negociações salariais com a empresa estadual fracassaram.",
         "\"Eles saíram da mesa, não fomos nós\", disse a presidente do sindicato, Jurema Castanheda, na entrada do terminal.",
         "A empresa negou a acusação e afirmou, em nota, que a proposta de reajuste de 4,5% continua de pé.",
         "Segundo o sindicato, mais de mil funcionários aderiram à paralisação. A empresa estima a metade desse número.",
         "O secretário de Transportes pediu que os dois lados voltem à mediação e disse que barcos da Marinha podem levar remédios às ilhas."],
        "Remédios para as ilhas", ["Cássio Bittencourt"], "2025-05-05", "11:22", "-03:00", "05/05/2025 às 11h22", "Por ", PT),
    Article(
        "akcadere-tas-ocagi-durduruldu", "tr", "Akçadere Postası", "Akçadere'de taş ocağının genişletilmesi protesto üzerine durduruldu",
        "Belediye, bağımsız rapor yayımlanana kadar çalışma yapılmayacağını açıkladı.",
        ["Akçadere Belediye Meclisi, köylülerin traktörlerle yolu kapatmasının ardından taş ocağının genişletilmesini perşembe günü durdurdu.",
         "\"Bize mart ayında rapor sözü verildi, hâlâ bekliyoruz\" diyen çiftçi Hacer Tunalıgil, eylemin barışçıl olduğunu söyledi.",
         "Şirket sözcüsü, patlatmaların kuyulara zarar verdiği iddiasını reddetti ve bütün koşullara uyduklarını belirtti.",
         "Belediye Başkanı Rıfat Elmacıoğlu, durdurma kararının en az rapor yayımlanana kadar geçerli olacağını açıkladı.",
         "Jandarma iki kişinin kimlik bilgilerini aldı, gözaltı olmadı. Eylem gece yarısından kısa süre sonra sona erdi."],
        "Gözaltı olmadı", ["Nesrin Karabulutoğlu"], "2024-10-17", "18:04", "+03:00", "17 Ekim 2024 Perşembe 18:04", "Yazan: ", TR),
    Article(
        "wadi-zahr-sadd", "ar", "بريد وادي الزهر", "أهالي وادي الزهر يرفضون نقل المقابر من أجل السد الجديد",
        "المحافظ يعد بلقاء ممثلي الأهالي الأسبوع المقبل.",
        ["تجمع مئات من أهالي وادي الزهر أمام مبنى المحافظة صباح الثلاثاء رفضا لخطة نقل المقابر القديمة من موقع السد الجديد.",
         "وقال المزارع سالم العبدروس إن الأهالي لا يعارضون السد لكنهم يطلبون ضمانات مكتوبة قبل بدء العمل.",
         "ونفى مدير الأشغال العامة حسان الريحاني أن تكون الآليات قد دخلت الموقع، وأكد أن أرضا بديلة قد خصصت لهذا الغرض.",
         "وذكرت الشرطة أن التجمع انتهى سلميا بعد ساعتين ولم يوقف أحد من المشاركين فيه.",
         "ومن المقرر أن يلتقي المحافظ ممثلي الأهالي يوم الأحد المقبل في قاعة البلدية لبحث مطالبهم."],
        "لقاء يوم الأحد", ["هالة المنصوري"], "2024-01-16", "13:25", "+03:00", "الثلاثاء 16 كانون الثاني 2024 - 13:25", "كتبت: ", AR),
    Article(
        "zarechensk-karyer-ostanovlen", "ru", "Зареченский вестник", "В Зареченске остановили расширение карьера после протеста жителей",
        "Работы не возобновят до публикации независимой экспертизы.",
        ["Районный совет Зареченска в четверг приостановил расширение карьера после того, как жители перекрыли тракторами единственную дорогу к нему.",
         "«Экспертизу нам обещали ещё в марте, и мы до сих пор её ждём», — сказала фермер Таисия Колокольцева, одна из участниц протеста.",
         "Представитель компании опроверг утверждения о том, что взрывы повредили колодцы, и заявил, что все условия разрешения соблюдены.",
         "Глава района Лев Смородинов сообщил, что запрет будет действовать как минимум до публикации экспертизы, то есть до конца января.",
         "В полиции уточнили, что задержанных нет. По данным ведомства, дорогу освободили вскоре после полуночи."],
        "Задержанных нет", ["Глеб Ивантеев"], "2024-10-17", "19:40", "+03:00", "17 октября 2024, 19:40", "Автор: ", RU),
]


# Parts of layouts


def ld(a, kind="NewsArticle", body=False, author=True, date=True, **more):
    data = {"@context": "https://schema.org", "@type": kind, "headline": a.title, "mainEntityOfPage": a.url}
    if date:
        data["datePublished"] = a.stamp
        data["dateModified"] = a.stamp.replace(a.day, str(int(a.day[:4]) + 1) + a.day[4:])
    if author:
        data["author"] = [{"@type": "Person", "name": n} for n in a.authors]
    data["publisher"] = {"@type": "Organization", "name": a.outlet, "logo": {"@type": "ImageObject", "url": "/logo.png"}}
    if body:
        data["articleBody"] = "\n\n".join([*a.paragraphs])
    data.update(more)
    return '<script type="application/ld+json">' + json.dumps(data, ensure_ascii=False) + "</script>"


def og(a, title=None, site=True):
    out = f'<meta property="og:title" content="{esc(title or a.title)}"><meta property="og:type" content="article"><meta property="og:url" content="{a.url}"><meta property="og:description" content="{esc(a.lead)}">'
    return out + (f'<meta property="og:site_name" content="{esc(a.outlet)}">' if site else "")


def head(a, *parts, title=None):
    return f'<!DOCTYPE html><html lang="{a.lang}"{" dir=rtl" if a.lang == "ar" else ""}><head><meta charset="utf-8"><title>{esc(title or a.title + " - " + a.outlet)}</title>{"".join(parts)}<style>.a{{color:red}}</style><script>var dataLayer=[{{"page":"article","text":"not the text of the article at all"}}];</script></head>'


def menu(a):
    return f'<header class="site-header"><a href="/" class="logo">{esc(a.outlet)}</a><nav><ul>' + "".join(f'<li><a href="/{i}">{esc(t)}</a></li>' for i, t in enumerate(a.words["tags"])) + "</ul></nav></header>"


def foot(a):
    return f'<footer class="site-footer"><p>© 2025 {esc(a.outlet)}. {esc(a.words["copyright"])}</p><ul><li><a href="/about">About</a></li></ul></footer>'


def related_line(a, i=0):
    return f'<p><strong>{esc(a.words["related"])}: <a href="/r{i}">{esc(a.words["others"][i])}</a></strong></p>'


def sidebar(a):
    items = "".join(f'<li><a href="/s{i}"><h4>{esc(t)}</h4></a><p>{esc(t)}, {esc(a.words["comment"])}</p></li>' for i, t in enumerate(a.words["others"]))
    return f'<aside class="sidebar"><h3>{esc(a.words["most"])}</h3><ol>{items}</ol></aside>'


def ps(a, cls=""):
    return [f"<p{cls}>{esc(p)}</p>" for p in a.paragraphs]


def comments(a):
    return f'<section id="comments" class="comments-area"><h3>{esc(a.words["comments"])} (2)</h3><ol class="comment-list"><li><cite>Reader One</cite><p>{esc(a.words["comment"])}</p></li><li><cite>Reader Two</cite><p>{esc(a.words["comment"])} {esc(a.words["comment"])}</p></li></ol></section>'


def figure(a):
    return f'<figure class="image"><img src="/x.jpg" alt=""><figcaption>{esc(a.words["caption"])}</figcaption></figure>'


# Layouts: each returns the page, and the parts of the body that it shows ("lead", "heading")


def wordpress(a):
    p = ps(a)
    return head(a, og(a), f'<meta property="article:published_time" content="{a.stamp}">') + f'<body class="single single-post has-sidebar">{menu(a)}<div id="content"><main><article class="post type-post"><header class="entry-header"><h1 class="entry-title">{esc(a.title)}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{a.stamp}">{esc(a.shown)}</time></span> <span class="byline">{esc(a.by)}<span class="author vcard"><a class="url fn n" href="/author/x">{esc(" & ".join(a.authors))}</a></span></span></div></header><div class="entry-content">{p[0]}{figure(a)}{p[1]}{related_line(a)}{p[2]}<h2>{esc(a.heading)}</h2>{"".join(p[3:])}<div class="sharedaddy sd-sharing-enabled"><h3>{esc(a.words["share"])}</h3></div><div class="jp-relatedposts"><h3>{esc(a.words["related"])}</h3></div></div><footer class="entry-footer"><span class="tags-links"><a rel="tag" href="/t">{esc(a.words["tags"][0])}</a></span></footer></article>{comments(a)}</main>{sidebar(a)}</div>{foot(a)}</body></html>', {"heading"}


def yoast(a):
    graph = {"@context": "https://schema.org", "@graph": [
        {"@type": "Article", "@id": a.url + "#article", "headline": a.title, "datePublished": a.stamp, "author": {"@id": "#/p/1", "name": a.authors[0]} if len(a.authors) == 1 else [{"name": n} for n in a.authors], "publisher": {"@id": "#org"}},
        {"@type": "WebPage", "@id": a.url, "name": a.title + " - " + a.outlet, "datePublished": a.stamp}, {"@type": "Organization", "@id": "#org", "name": a.outlet}]}
    p = ps(a)
    return head(a, og(a, a.title + " - " + a.outlet), '<script type="application/ld+json" class="yoast-schema-graph">' + json.dumps(graph, ensure_ascii=False) + "</script>") + f'<body>{menu(a)}<div class="td-post-content tagdiv-type"><h1 class="tdb-title-text">{esc(a.title)}</h1>{p[0]}<div class="td-a-rec td-a-rec-id-content_inline">{esc(a.words["ad"])}</div>{"".join(p[1:])}</div><div class="td-author-box"><a href="/author">{esc(a.authors[0])}</a><p>{esc(a.authors[0])} {esc(a.words["bio"])} {esc(a.words["bio"])}</p></div>{sidebar(a)}{foot(a)}</body></html>', set()


def kompas(a):
    p = ps(a)
    return head(a, og(a), f'<meta name="content_author" content="{esc(", ".join(a.authors))}"><meta name="content_PublishedDate" content="{a.day} {a.time}:00">', title=f"{a.title} Halaman all - {a.outlet}") + f'<body>{menu(a)}<div class="wrap"><h1 class="read__title">{esc(a.title)}</h1><div class="read__header"><div class="read__time">{esc(a.outlet)} - {esc(a.shown)}</div></div><div class="read__author">{"".join(f"<div class=credit-title-name><h6>{esc(n)}</h6>, </div>" for n in a.authors)}<span>Tim Redaksi</span></div><div class="col-bs9-7"><div class="read__content"><div class="photo"><img src=x><div class="photo__caption">{esc(a.words["caption"])}</div></div><div class="clearfix">{p[0]}{related_line(a)}{"".join(p[1:3])}<div class="ads-on-body" id="div-gpt-ad-1">{esc(a.words["ad"])}</div><h2>{esc(a.heading)}</h2>{p[3]}{related_line(a, 1)}{p[4]}</div></div><div class="tag"><h2>Tag</h2><ul class="tag__article__wrap"><li><a href=/t>{esc(a.words["tags"][0])}</a></li></ul></div></div></div>{foot(a)}</body></html>', {"heading"}


def detik(a):
    p = ps(a)
    return head(a, og(a), f'<meta name="publishdate" content="{a.day.replace("-", "/")} {a.time}:00"><meta name="author" content="{esc(", ".join(a.authors))}">') + f'<body>{menu(a)}<div class="column-8"><article class="detail"><div class="detail__header"><h1 class="detail__title">{esc(a.title)}</h1><div class="detail__author">{esc(", ".join(a.authors))} - <span>{esc(a.outlet)}</span></div><div class="detail__date">{esc(a.shown)}</div></div><div class="detail__body"><div class="detail__media"><figure><img src=x><figcaption class="detail__media-caption">{esc(a.words["caption"])}</figcaption></figure></div><div class="detail__body-text itp_bodycontent"><strong>{esc(a.outlet)}</strong> - {"".join(p[:2])}<table class="linksisip"><tbody><tr><td><div class="lihatjg"><strong>{esc(a.words["related"])}: </strong><a href=/r>{esc(a.words["others"][0])}</a></div></td></tr></tbody></table><div class="sisip_video_ds">[Gambas:Video 20detik]</div>{"".join(p[2:])}<strong>(abc/def)</strong></div><div class="detail__body-tag"><a href=/t>{esc(a.words["tags"][0])}</a></div></div></article></div>{sidebar(a)}{foot(a)}</body></html>', set()


def tribun(a):
    br = "<br><br>".join(esc(p) for p in a.paragraphs)
    return head(a, og(a), ld(a, author=False)) + f'<body>{menu(a)}<div class="fl w677"><div id="article"><h1 class="f50" id="arttitle">{esc(a.title)}</h1><div class="mt10"><time><span class="grey">{esc(a.shown)}</span></time></div><div id="penulis">{esc(a.by)}<a href="/p">{esc(a.authors[0])}</a></div><div class="side-article txt-article multi-fontsize">{br}<br><br><p class="baca">{esc(a.words["related"])}: <a href=/r>{esc(a.words["others"][1])}</a></p></div></div></div>{sidebar(a)}{foot(a)}</body></html>', {"one-author"}


def antara(a):
    body = "<br /><br />".join(esc(p) for p in a.paragraphs)
    return head(a, og(a), f'<meta itemprop="datePublished" content="{a.stamp}">') + f'<body>{menu(a)}<article class="post-wrapper"><header class="post-header"><h1 class="post-title">{esc(a.title)}</h1><p class="simple-share"><i class="fa fa-clock-o"></i> {esc(a.shown)}</p></header><div class="post-content clearfix font17" itemprop="articleBody">{body}<br /><br /><span class="baca-juga"><b>{esc(a.words["related"])}: <a href="/b">{esc(a.words["others"][0])}</a></b></span></div><div class="text-muted small">Pewarta: {esc(a.authors[0])}<br/>Editor: Budi Karyono<br/>Copyright © 2024</div></article>{foot(a)}</body></html>', {"one-author"}


def arc(a):
    p = ps(a, ' class="default__StyledText-sc-1wxibru body-paragraph"')
    return head(a, ld(a), og(a)) + f'<body><div id="fusion-app">{menu(a)}<div class="b-headline"><h1>{esc(a.title)}</h1><h2 class="b-subheadline">{esc(a.lead)}</h2></div><div class="b-byline"><span>{esc(a.by)}</span><a href="/author">{esc(" and ".join(a.authors))}</a></div><article class="b-article-body">{"".join(p[:2])}<div class="interstitial-link block-margin-bottom"><a href=/r>[ {esc(a.words["others"][0])} ]</a></div><div class="arcad-feature"><div class="ad-label">{esc(a.words["ad"])}</div></div><h2>{esc(a.heading)}</h2>{"".join(p[2:])}</article><div class="newsletter-signup"><h3>{esc(a.words["newsletter"])}</h3><p>{esc(a.words["newsletter"])}.</p></div>{foot(a)}</div></body></html>', {"lead", "heading"}


def drupal(a):
    return head(a, f'<link rel="canonical" href="{a.url}"><meta name="dcterms.date" content="{a.stamp}"><meta name="dcterms.creator" content="{esc(a.authors[0])}">', title=f"{a.title} | {a.outlet}") + f'<body class="node-type-article">{menu(a)}<div id="block-system-main"><div id="node-12" class="node node-article"><h1 class="page-title">{esc(a.title)}</h1><div class="field field-name-field-subtitle"><div class="field-items"><div class="field-item even">{esc(a.lead)}</div></div></div><div class="field field-name-body field-type-text-with-summary"><div class="field-items"><div class="field-item even" property="content:encoded">{"".join(ps(a))}</div></div></div><div class="field field-name-field-tags"><ul class="links"><li><a href=/t>{esc(a.words["tags"][0])}</a></li></ul></div></div></div>{sidebar(a)}{foot(a)}</body></html>', {"one-author", "lead"}


def amp(a):
    p = ps(a)
    return f'<!doctype html><html ⚡ lang="{a.lang}"><head><meta charset="utf-8"><title>{esc(a.title)}</title><link rel="canonical" href="{a.url}">{ld(a)}<style amp-boilerplate>body{{animation:none}}</style></head><body><amp-sidebar id="sb" layout="nodisplay"><ul><li><a href="/">Home</a></li></ul></amp-sidebar><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{esc(a.title)}</h1></header><amp-img src="x.jpg" width="1" height="1"></amp-img><p class="amp-wp-caption-text">{esc(a.words["caption"])}</p><div class="amp-wp-article-content">{p[0]}<amp-ad type="doubleclick" width="300" height="250"><div fallback>{esc(a.words["ad"])}</div></amp-ad>{"".join(p[1:])}</div></article><amp-social-share type="facebook"></amp-social-share><amp-list class="related-list"><h3>{esc(a.words["related"])}</h3><a href=/r>{esc(a.words["others"][0])}</a></amp-list></body></html>', set()


def bbc(a):
    blocks = "".join(f'<div data-component="text-block" class="ssrcss-18mjolk-ComponentWrapper"><div class="ssrcss-7uxr49-RichTextContainer"><p class="ssrcss-1q0x1qg-Paragraph">{esc(p)}</p></div></div>' for p in a.paragraphs)
    return head(a, og(a), ld(a, kind="ReportageNewsArticle"), title=f"{a.title} - {a.outlet}") + f'<body>{menu(a)}<main id="main-content"><article class="ssrcss-pv1rh6-ArticleWrapper"><header><h1 id="main-heading">{esc(a.title)}</h1><time data-testid="timestamp" datetime="{a.stamp}">{esc(a.shown)}</time><div class="ssrcss-68pt20-Text-TextContributorName">{esc(a.by)}{esc(a.authors[0])}</div></header><div data-component="image-block"><figure><picture></picture><span class="visually-hidden">Image source, Handout</span><figcaption>{esc(a.words["caption"])}</figcaption></figure></div>{blocks}<div data-component="topic-list"><h2>{esc(a.words["related"])}</h2><ul><li><a href=/t>{esc(a.words["others"][0])}</a></li></ul></div></article><section data-component="related-internet-links"><h2>{esc(a.words["related"])}</h2><p><a href=/r>{esc(a.words["others"][1])}</a></p></section></main>{foot(a)}</body></html>', set()


def guardian(a):
    p = ps(a, ' class="dcr-iy9ec7"')
    return head(a, og(a), f'<meta property="article:published_time" content="{a.stamp}"><meta property="article:author" content="https://www.{a.host}.example/profile/x">', title=f"{a.title} | {a.outlet}") + f'<body>{menu(a)}<main><div data-gu-name="headline"><h1>{esc(a.title)}</h1></div><div data-gu-name="standfirst" class="dcr-1b"><p>{esc(a.lead)}</p></div><aside data-gu-name="meta"><address aria-label="Contributor info"><a rel="author" href="/profile/x">{"</a>, <a rel=author href=/profile/y>".join(esc(n) for n in a.authors)}</a></address><details><summary>{esc(a.shown)}</summary>Last modified on Fri 1 Jan 2032</details></aside><div data-gu-name="body"><div id="maincontent"><div class="article-body-commercial-selector article-body-viewer-selector">{"".join(p[:2])}<figure data-spacefinder-role="richLink"><gu-island><a href=/r>{esc(a.words["others"][0])}</a></gu-island></figure>{p[2]}<div id="sign-in-gate"></div><h2 id="x">{esc(a.heading)}</h2>{"".join(p[3:])}</div></div></div><div data-gu-name="submeta"><span>Explore more on these topics</span><ul><li><a href=/t>{esc(a.words["tags"][0])}</a></li></ul></div></main>{foot(a)}</body></html>', {"lead", "heading"}


def nextjs(a):
    state = json.dumps({"props": {"pageProps": {"title": a.title, "noise": ["x" * 40] * 30}}})
    return head(a, ld(a, body=True), og(a)) + f'<body><div id="__next"><div class="skeleton">Loading…</div>{menu(a)}<div class="paywall"><p>{esc(a.words["newsletter"])}</p></div></div><script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>', set()


def divsoup(a):
    rows = "".join(f'<div class="c7"><div>{esc(p)}</div></div>' for p in a.paragraphs)
    return head(a, title=f"{a.outlet} | {a.title}") + f'<body><div class="c1">{menu(a)}</div><div class="c2"><div class="c3">{esc(a.title)}</div><div class="c4">{esc(a.by)}{esc(a.authors[0])}</div><div class="c5">{esc(a.shown)}</div><div class="c6">{rows}</div></div><div class="c8"><div class="c9"><a href=/a>{esc(a.words["others"][0])}</a></div><div class="c9"><a href=/b>{esc(a.words["others"][1])}</a></div></div></body></html>', {"one-author"}


def tables(a):
    return f'<html><head><title>{esc(a.title)} :: {esc(a.outlet)}</title><meta name="author" content="{esc(a.authors[0])}"><meta name="date" content="{a.day}"></head><body bgcolor=white><table width=100%><tr><td width=150 valign=top><a href=/1>{esc(a.words["others"][0])}</a><br><a href=/2>{esc(a.words["others"][1])}</a><br><a href=/3>{esc(a.words["others"][2])}</a></td><td valign=top><font size=5><b>{esc(a.title)}</b></font><br><font size=1>{esc(a.shown)}</font><p>{"<p>".join(esc(p) for p in a.paragraphs)}</td><td width=160><small>{esc(a.words["newsletter"])}</small></td></tr></table><center><font size=1>{esc(a.words["copyright"])}</font></center></body></html>', {"one-author"}


def microdata(a):
    authors = "".join(f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{esc(n)}</span></span> ' for n in a.authors)
    p = ps(a)
    return head(a, og(a)) + f'<body>{menu(a)}<div class="news" itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{esc(a.title)}</h1><p class="chapo" itemprop="description">{esc(a.lead)}</p><div class="infos">{authors}<time itemprop="datePublished" datetime="{a.stamp}">{esc(a.shown)}</time></div><div itemprop="articleBody">{p[0]}<aside class="inline-promo"><h4>{esc(a.words["related"])}</h4><a href=/r>{esc(a.words["others"][0])}</a></aside>{"".join(p[1:])}</div></div>{sidebar(a)}{comments(a)}{foot(a)}</body></html>', {"lead"}


def broken_ld(a):
    bad = ld(a).replace('"headline"', '"description": "two\nlines",\n"headline"').replace("}</script>", ",}</script>")
    return head(a, bad) + f'<body>{menu(a)}<section class="article-section"><h1>{esc(a.title)}</h1><div class="story-content">{"".join(ps(a))}</div></section>{foot(a)}</body></html>', set()


def cookie(a):
    return head(a, og(a), ld(a)) + f'<body><div id="cookie-banner" class="gdpr-consent"><h2>Cookies</h2><p>{esc(a.words["cookie"])} {esc(a.words["cookie"])}</p><button>OK</button></div>{menu(a)}<article><h1>{esc(a.title)}</h1>{"".join(ps(a))}</article><div class="modal"><p>{esc(a.words["newsletter"])}, {esc(a.words["cookie"])}</p></div>{foot(a)}</body></html>', set()


def split_body(a):
    p = ps(a)
    return head(a, og(a), ld(a)) + f'<body>{menu(a)}<div class="content-area"><h1>{esc(a.title)}</h1><div class="body__inner-container">{p[0]}{p[1]}</div><div class="ad-slot"><span>{esc(a.words["ad"])}</span></div><div class="body__inner-container">{p[2]}</div><div class="ad-slot"><span>{esc(a.words["ad"])}</span></div><div class="body__inner-container">{p[3]}{p[4]}</div></div>{sidebar(a)}{foot(a)}</body></html>', set()


def live(a):
    posts = "".join(f'<article class="liveblog-entry"><time datetime="{a.stamp}">{a.time}</time><p>{esc(p)}</p></article>' for p in a.paragraphs)
    return head(a, og(a), ld(a, kind="LiveBlogPosting")) + f'<body>{menu(a)}<main><h1>{esc(a.title)}</h1><div class="liveblog-entries">{posts}</div></main>{foot(a)}</body></html>', set()


def endless(a):
    other = "".join(f'<article class="next-story"><h1>{esc(t)}</h1><p>{esc(a.words["comment"])} {esc(a.words["comment"])}</p><p>{esc(a.words["comment"])}</p></article>' for t in a.words["others"])
    return head(a, og(a), ld(a)) + f'<body>{menu(a)}<div class="stream"><article class="story"><h1>{esc(a.title)}</h1>{"".join(ps(a))}</article>{other}</div>{foot(a)}</body></html>', set()


def printed(a):
    return head(a, title=a.title) + f'<body><h1>{esc(a.title)}</h1><p class="kicker">{esc(a.by)}{esc(a.authors[0])}</p><p>{esc(a.shown)}</p>{"".join(ps(a))}</body></html>', {"one-author"}


def unclosed(a):
    return f'<html lang={a.lang}><head><title>{esc(a.title)} - {esc(a.outlet)}</title>{og(a)}<meta name="pubdate" content="{a.stamp}"><meta name="byl" content="{esc(a.by)}{esc(a.authors[0])}"><body><ul><li><a href=/>Home<li><a href=/2>News</ul><div id=story-text><h1>{esc(a.title)}</h1>' + "".join(f"<p>{esc(p)}" for p in a.paragraphs) + f'</div><div class=related><ul><li><a href=/r>{esc(a.words["others"][0])}<li><a href=/q>{esc(a.words["others"][1])}</ul></div>', {"one-author"}


def lists(a):
    items = "".join(f"<li>{esc(p)}</li>" for p in a.paragraphs[2:4])
    return head(a, og(a), ld(a)) + f'<body>{menu(a)}<div class="article-content"><h1>{esc(a.title)}</h1><p>{esc(a.paragraphs[0])}</p><blockquote><p>{esc(a.paragraphs[1])}</p></blockquote><ul>{items}</ul><p>{esc(a.paragraphs[4])}</p><ul class="more-links"><li><a href=/r>{esc(a.words["others"][0])}</a></li><li><a href=/q>{esc(a.words["others"][1])}</a></li></ul></div>{foot(a)}</body></html>', set()


def signed(a):
    """The byline only in the text, the day only in the address."""
    return head(a, f'<link rel="canonical" href="{a.url}">') + f'<body>{menu(a)}<div class="post"><h1>{esc(a.title)}</h1><div class="author-name">{esc(" / ".join(a.authors))}</div><div class="post-body">{"".join(ps(a))}</div></div>{foot(a)}</body></html>', set()


def agency_author(a):
    """Admin as author in the metadata, the writer on the page."""
    return head(a, og(a), ld(a, author=False, author_=0).replace('"publisher"', '"author": {"@type": "Organization", "name": "' + a.outlet.replace('"', "") + '"}, "publisher"'), '<meta name="author" content="admin">') + f'<body>{menu(a)}<article><h1>{esc(a.title)}</h1><p class="byline">{esc(a.by)}<a href="/staff/x" rel="author">{esc(a.authors[0])}</a></p><div class="article__body">{"".join(ps(a))}</div></article>{foot(a)}</body></html>', {"one-author"}


def gated(a):
    """The rest of the text is hidden by style until a button is pressed."""
    p = ps(a)
    return head(a, og(a), ld(a)) + f'<body>{menu(a)}<article><h1>{esc(a.title)}</h1><div class="story-body">{p[0]}<div class="expand" style="display: none">{"".join(p[1:])}</div><button>+</button></div></article>{foot(a)}</body></html>', set()


LAYOUTS = [wordpress, yoast, arc, drupal, amp, bbc, guardian, nextjs, divsoup, tables, microdata, broken_ld, cookie, split_body, live, endless, printed, unclosed, lists, signed, agency_author, gated]
INDONESIAN = [kompas, detik, tribun, antara]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.html"):
        old.unlink()
    gold = {}
    chosen = [(layout, a) for layout in INDONESIAN for a in ARTICLES[:3]]
    # Every layout in three or so languages, every article in several layouts.
    for i, layout in enumerate(LAYOUTS):
        for step in (0, 5, 9):
            chosen.append((layout, ARTICLES[(i * 3 + step) % len(ARTICLES)]))
    for layout, a in chosen:
        name = f"{layout.__name__}-{a.lang}-{a.host}"
        if name in gold:
            continue
        page, shown = layout(a)
        (OUT / f"{name}.html").write_text(page, encoding="utf-8")
        body = ([a.lead] if "lead" in shown else []) + ([a.heading] if "heading" in shown else []) + a.paragraphs
        authors = a.authors
        if layout in (divsoup, antara) or "one-author" in shown:
            authors = a.authors[:1]
        if layout is split_body or layout is live:
            authors = a.authors
        gold[name] = {"title": a.title, "day": a.day, "authors": authors, "body": "\n".join(body)}
    (OUT / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(len(gold), "pages,", sum(f.stat().st_size for f in OUT.iterdir()), "bytes")


main()
