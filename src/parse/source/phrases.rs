//! Phrases that any site uses around its texts, in several languages: one table, no rules.
//!
//! All are in lower case, without final punctuation, with single spaces. A line is compared as a whole
//! (`WHOLE`), by its beginning (`STARTS`, short lines only), or by what it says somewhere (`WITHIN`).

/// Lines that are nothing but this phrase, by the reason for which they are left out.
pub(super) static WHOLE: &[(&str, &[&str])] = &[
    (
        "share",
        &[
            "share", "share this", "share this article", "share this story", "share this page", "share on facebook", "share on twitter",
            "share on linkedin", "share on x", "share via email", "tweet", "facebook", "twitter", "linkedin", "whatsapp", "telegram", "reddit",
            "pinterest", "instagram", "youtube", "tiktok", "mastodon", "bluesky", "threads", "rss", "email", "e-mail", "mail", "print", "print this",
            "print page", "print article", "print this page", "copy link", "copy url", "link copied", "save", "save article", "bookmark", "like", "follow", "follow us", "follow us on",
            "follow me", "x", "weibo", "wechat", "line", "qq", "pocket", "flipboard", "email this", "email this article", "send", "download", "download pdf", "pdf", "cite", "cite this",
            "cite this article", "listen", "listen to this article", "share link", "gift this article", "give this article", "view comments", "show comments", "comment", "comments",
            "teilen", "drucken", "merken", "twittern", "artikel teilen", "artikel drucken", "per e-mail teilen", "auf facebook teilen", "auf twitter teilen", "kommentieren", "vorlesen", "anhören",
            "partager", "imprimer", "partager cet article", "partager sur facebook", "partager sur twitter", "envoyer par e-mail", "copier le lien", "commenter", "écouter",
            "compartir", "imprimir", "compartir en facebook", "compartir en twitter", "enviar por correo", "copiar enlace", "compartilhar", "condividi", "stampa", "delen", "afdrukken",
            "поделиться", "распечатать", "печать", "вконтакте", "одноклассники", "скопировать ссылку", "مشاركة", "شارك", "طباعة", "فيسبوك", "تويتر", "واتساب", "نسخ الرابط",
            "分享", "分享到", "打印", "微信", "微博", "复制链接", "複製連結", "列印", "分享至", "朋友圈", "qq空间", "新浪微博", "シェア", "シェアする", "ツイート", "印刷", "保存", "はてなブックマーク", "ブックマーク", "공유", "공유하기", "인쇄",
        ],
    ),
    (
        "interface",
        &[
            "loading", "loading...", "loading…", "please wait", "advertisement", "advertisements", "advertising", "ad", "sponsored", "sponsored content", "promoted", "skip advertisement", "skip ad",
            "read more", "more", "show more", "show less", "see more", "learn more", "continue reading", "read full story", "read full article", "view more", "expand", "collapse",
            "close", "open", "menu", "search", "search for", "toggle navigation", "toggle menu", "open menu", "close menu", "main menu", "navigation", "skip to content", "skip to main content", "skip to navigation",
            "jump to navigation", "jump to content", "jump to search", "home", "back", "back to top", "top", "go to top", "scroll to top", "return to top", "next", "previous", "prev", "next article", "previous article", "next post", "previous post",
            "no result", "no results", "view all result", "view all results", "view all", "see all", "all", "edit", "edit this page", "log in", "login", "sign in", "sign up", "register", "subscribe", "subscribe now", "subscribe today",
            "my account", "logout", "log out", "contact", "contact us", "about", "about us", "help", "faq", "privacy", "privacy policy", "terms", "terms of use", "terms of service", "cookie policy", "cookies", "accept", "accept all", "reject all", "decline", "manage cookies", "cookie settings",
            "sitemap", "site map", "careers", "jobs", "advertise", "press", "imprint", "legal notice", "accessibility", "donate", "donate now", "shop", "cart", "play", "pause", "mute", "play video", "watch", "watch now", "video", "photo", "photos", "gallery", "slideshow", "view gallery", "image", "play audio", "getty images", "submit", "cancel", "ok", "yes", "no", "go", "english", "breadcrumb", "breadcrumbs", "you are here",
            "text size", "font size", "a a a", "hide", "show", "enlarge", "enlarge image", "view image in fullscreen", "view image", "toggle caption", "hide caption", "hide captions", "reading time", "from our sponsors", "story continues below", "story continues below advertisement", "article continues below", "article continues after advertisement", "continue", "open in app", "translate", "select language", "language", "theme", "dark mode", "light mode", "table of contents", "contents", "on this page", "in this article", "jump to", "tags", "share options", "related topics",
            "anzeige", "werbung", "mehr", "mehr lesen", "weiterlesen", "mehr anzeigen", "suche", "suchen", "menü", "startseite", "anmelden", "abmelden", "registrieren", "impressum", "datenschutz", "datenschutzerklärung", "agb", "kontakt", "über uns", "nach oben", "zurück", "weiter", "zum inhalt springen", "zum inhalt", "zur navigation", "schließen", "hilfe", "karriere", "abo", "abonnieren", "zur startseite", "bild vergrößern", "inhalt", "artikel hören", "mediathek",
            "publicité", "lire la suite", "en savoir plus", "voir plus", "rechercher", "recherche", "accueil", "connexion", "se connecter", "s'abonner", "s’abonner", "abonnez-vous", "mentions légales", "contactez-nous", "haut de page", "retour en haut", "fermer", "aller au contenu", "aller au contenu principal", "politique de confidentialité", "plan du site", "sommaire",
            "publicidad", "leer más", "ver más", "buscar", "inicio", "iniciar sesión", "suscríbete", "suscribirse", "aviso legal", "contacto", "cerrar", "ir al contenido", "política de privacidad", "volver arriba", "publicidade", "leia mais", "pubblicità", "leggi anche", "leggi tutto", "cerca", "accedi", "abbonati", "advertentie", "lees meer", "zoeken", "inloggen",
            "реклама", "читать далее", "подробнее", "поиск", "меню", "главная", "войти", "вход", "регистрация", "подписаться", "контакты", "о нас", "о проекте", "наверх", "назад", "вперед", "закрыть", "загрузка", "показать еще", "показать ещё",
            "إعلان", "اقرأ المزيد", "المزيد", "بحث", "القائمة", "الرئيسية", "تسجيل الدخول", "اشترك", "اتصل بنا", "من نحن", "إغلاق", "تخطى إلى المحتوى",
            "广告", "廣告", "阅读更多", "查看更多", "更多", "搜索", "搜尋", "菜单", "选单", "選單", "首页", "首頁", "登录", "登錄", "登入", "注册", "註冊", "订阅", "訂閱", "关于我们", "關於我們", "联系我们", "聯絡我們", "返回顶部", "回到頂部", "回頂部", "关闭", "關閉", "隐私政策", "隱私權政策", "字号", "大", "中", "小", "上一篇", "下一篇", "展开", "收起", "阅读全文", "加载中", "跳至内容", "跳到主要內容", "网站地图", "正文", "简体", "繁体", "繁體", "简体中文", "繁體中文", "中文", "日本語", "pr", "続きを読む", "もっと見る", "検索", "メニュー", "ホーム", "トップ", "ログイン", "会員登録", "登録", "お問い合わせ", "プライバシーポリシー", "利用規約", "ページトップへ", "ページの先頭へ", "トップへ戻る", "閉じる", "目次", "前の記事", "次の記事", "本文へスキップ", "広告", "광고", "더보기", "검색", "메뉴", "홈", "로그인", "회원가입", "구독", "닫기", "목록", "맨위로",
        ],
    ),
    (
        "newsletter",
        &["newsletter", "newsletters", "sign up for free", "join our mailing list", "get our newsletter", "subscribe to our newsletter", "sign up for our newsletter", "newsletter signup", "mailing list", "email address", "your email", "your email address", "enter your email", "newsletter abonnieren", "inscrivez-vous", "suscríbete a nuestro boletín", "подписаться на рассылку", "рассылка", "邮件订阅", "電子報", "メールマガジン", "뉴스레터", "النشرة البريدية"],
    ),
];

/// Lines after which the text of the page is over: what follows belongs to other texts or to readers.
/// Compared with whole lines, numbers taken off («12 comments»).
pub(super) static ENDS: &[(&str, &[&str])] = &[
    (
        "related",
        &[
            "related", "related articles", "related article", "related stories", "related posts", "related content", "related news", "related topics", "related links", "related reading", "related videos", "read next", "up next", "next post", "next up", "read also", "also read", "see also our", "more stories", "more news", "more on this story", "more on this topic", "more on this", "more articles", "more like this", "more to read", "more to explore", "more reading", "keep reading", "further coverage", "you might also like", "you may also like", "you might like", "you may also be interested in", "you might also be interested in", "recommended", "recommended for you", "recommended reading", "recommended articles", "recommended stories", "suggested for you", "suggested articles", "popular", "popular posts", "popular articles", "most popular", "most read", "most viewed", "most shared", "most commented", "trending", "trending now", "trending tags", "latest", "latest news", "latest posts", "latest articles", "latest stories", "latest podcasts", "latest videos", "recent posts", "recent articles", "recent comments", "recent news", "top stories", "top news", "editor's picks", "editors' picks", "editor’s picks", "editors’ picks", "don't miss", "don’t miss", "in case you missed it", "what to read next", "from the archive", "from our partners", "around the web", "promoted stories", "sponsored stories", "promoted links", "what others are reading", "people also read", "explore more", "other articles", "other news", "other stories", "similar articles", "similar posts", "discover more", "in other news",
            "mehr zum thema", "das könnte sie auch interessieren", "das könnte dich auch interessieren", "weitere artikel", "weitere themen", "weitere nachrichten", "lesen sie auch", "auch interessant", "meistgelesen", "meistgelesene artikel", "meist gelesen", "ähnliche artikel", "verwandte artikel", "verwandte themen", "beliebte artikel", "neueste artikel", "neueste beiträge", "passend zum thema", "empfohlene artikel", "empfehlungen der redaktion", "aus dem ressort", "topthemen", "aktuelles",
            "à lire aussi", "lire aussi", "sur le même sujet", "sur le même thème", "articles similaires", "articles liés", "les plus lus", "les plus populaires", "à voir aussi", "dans la même rubrique", "à la une", "articles récents", "nos recommandations", "vous aimerez aussi", "pour aller plus loin",
            "te puede interesar", "también te puede interesar", "le puede interesar", "artículos relacionados", "noticias relacionadas", "más leídas", "lo más leído", "lo más visto", "más noticias", "lo último", "contenido relacionado", "te recomendamos", "leia também", "leia mais", "mais lidas", "notícias relacionadas", "articoli correlati", "leggi anche", "potrebbe interessarti", "i più letti", "ti potrebbe interessare", "gerelateerde artikelen", "lees ook", "meest gelezen", "läs också", "läs mer", "mest läst", "czytaj także", "zobacz także", "najczęściej czytane",
            "читайте также", "читайте ещё", "похожие статьи", "похожие материалы", "материалы по теме", "по теме", "ещё по теме", "еще по теме", "популярное", "самое читаемое", "новости по теме", "другие новости", "последние новости", "лента новостей", "рекомендуем", "самое популярное", "смотрите также",
            "اقرأ أيضا", "اقرأ أيضًا", "اقرأ أيضاً", "مواضيع ذات صلة", "مقالات ذات صلة", "أخبار ذات صلة", "الأكثر قراءة", "المزيد من الأخبار", "قد يعجبك أيضا", "موضوعات متعلقة", "مواضيع متعلقة",
            "相关阅读", "相关文章", "相关新闻", "相关报道", "延伸阅读", "推荐阅读", "热门文章", "热门推荐", "热点推荐", "最新文章", "最新消息", "阅读排行", "热门新闻", "猜你喜欢", "你可能还喜欢", "更多文章", "更多新闻", "为您推荐", "编辑推荐", "点击排行", "相關閱讀", "相關文章", "相關新聞", "延伸閱讀", "推薦閱讀", "熱門文章", "熱門新聞", "最新文章", "你可能還想看", "你可能也喜歡", "猜你喜歡", "更多文章", "編輯推薦", "看更多",
            "関連記事", "関連リンク", "あわせて読みたい", "こちらもおすすめ", "おすすめ記事", "人気記事", "人気記事ランキング", "アクセスランキング", "最新記事", "新着記事", "関連ニュース", "ランキング", "おすすめ", "この記事を読んだ人はこんな記事も読んでいます", "관련기사", "관련 기사", "추천 기사", "인기 기사", "많이 본 뉴스", "최신 기사", "함께 보면 좋은 기사",
        ],
    ),
    (
        "comments",
        &[
            "comments", "comment", "reader comments", "readers' comments", "leave a reply", "leave a comment", "leave a reply cancel reply", "post a comment", "add a comment", "write a comment", "join the conversation", "join the discussion", "discussion", "responses", "replies", "comments are closed", "your email address will not be published", "what do you think", "conversation", "have your say", "sort by", "thoughts on", "all comments", "show all comments", "view all comments",
            "kommentare", "leserkommentare", "kommentar schreiben", "schreiben sie einen kommentar", "schreibe einen kommentar", "diskutieren sie mit", "ihr kommentar", "kommentar verfassen", "antworten", "commentaires", "vos commentaires", "laisser un commentaire", "réagir", "les commentaires", "commentaire", "comentarios", "deja un comentario", "deja una respuesta", "comentarios de los lectores", "comentários", "deixe um comentário", "commenti", "lascia un commento", "reacties", "reageer", "kommentarer", "komentarze",
            "комментарии", "комментариев", "комментария", "комментарий", "оставить комментарий", "добавить комментарий", "обсуждение", "التعليقات", "تعليقات", "تعليق", "أضف تعليق", "أضف تعليقا", "اترك تعليقا", "اترك تعليقاً", "评论", "评论区", "网友评论", "发表评论", "最新评论", "热门评论", "全部评论", "条评论", "留言", "評論", "發表評論", "發表留言", "發佈留言", "網友留言", "讀者留言", "則留言", "コメント", "コメントを書く", "コメントを残す", "コメント一覧", "件のコメント", "みんなのコメント", "댓글", "댓글 쓰기", "의견 남기기",
        ],
    ),
    (
        "newsletter",
        &["newsletter", "newsletters", "sign up to our newsletter", "sign up for our newsletter", "subscribe to our newsletter", "subscribe to our newsletters", "get our newsletter", "join our mailing list", "stay informed", "stay in touch", "stay connected", "stay up to date", "newsletter abonnieren", "abonnez-vous à notre newsletter", "suscríbete a nuestro boletín", "подпишитесь на рассылку", "подписка на рассылку"],
    ),
    (
        "footer",
        &["quick links", "useful links", "categories", "archives", "archive", "follow us", "connect with us", "about this site", "site links", "tag cloud", "contact information", "language editions", "engage with us", "footer", "footer menu", "sections", "company", "services", "more from us", "our sites", "network", "links", "blogroll", "meta", "share this", "kategorien", "archiv", "folgen sie uns", "catégories", "suivez-nous", "categorías", "síguenos", "категории", "рубрики", "архив", "мы в соцсетях", "تابعنا", "تابعونا", "分类", "归档", "友情链接", "关注我们", "分類", "彙整", "追蹤我們", "友站連結", "カテゴリー", "アーカイブ", "フォローする", "카테고리"],
    ),
];

/// Beginnings of short lines that belong to the page and not to its text.
pub(super) static STARTS: &[(&str, &[&str])] = &[
    ("share", &["share on ", "share this ", "share:", "share via ", "share article", "tweet this", "follow us on ", "follow @", "email this ", "teilen auf ", "teilen:", "partager sur ", "partager :", "compartir en ", "condividi su ", "поделиться в ", "поделиться:", "分享到", "分享：", "分享:", "شارك على", "شارك:", "مشاركة:"]),
    ("credit", &["image:", "image credit", "image source", "image via", "photo:", "photo by ", "photo credit", "photograph:", "photographer:", "photos:", "photo/", "picture:", "picture credit", "credit:", "credits:", "getty images", "reuters/", "illustration:", "illustration by ", "graphic:", "foto:", "foto ", "bild:", "bildquelle", "quelle:", "© foto", "grafik:", "photo ©", "crédit photo", "crédits photo", "crédit :", "crédits :", "photo :", "imagen:", "fotografía:", "foto de ", "фото:", "изображение:", "صورة:", "الصورة:", "تصوير:", "图片来源", "图/", "图：", "圖片來源", "圖／", "圖/", "圖：", "图源", "攝影", "摄影", "照片：", "写真：", "写真:", "画像：", "写真＝", "(写真", "（写真", "사진=", "사진:"]),
    ("related", &["read more:", "read more about ", "read also", "also read", "related:", "related article", "related story", "related stories", "see also:", "see more:", "more on ", "more from ", "more:", "more about ", "read:", "read next", "don't miss:", "don’t miss:", "watch:", "listen:", "recommended:", "lesen sie auch", "lesen sie mehr", "mehr zum thema", "mehr dazu", "mehr:", "lire aussi", "à lire aussi", "lire :", "à lire :", "voir aussi", "lea también", "lee también", "leer más:", "te puede interesar", "leia também", "leggi anche", "lees ook", "читайте также", "читать также", "по теме:", "см. также", "смотрите также", "اقرأ أيض", "إقرأ أيض", "للمزيد", "相关阅读", "相关文章", "延伸阅读", "推荐阅读", "相關閱讀", "延伸閱讀", "推薦閱讀", "相關新聞", "【相关", "【相關", "更多新聞", "看更多", "関連記事", "【関連", "あわせて読みたい", "▶関連", "관련기사", "관련 기사", "[관련"]),
    ("newsletter", &["sign up for ", "sign up to ", "subscribe to ", "subscribe now", "subscribe today", "join our ", "get the latest ", "get our ", "enter your email", "your email", "join the ", "become a member", "support our ", "newsletter", "abonnieren sie", "melden sie sich", "abonnez-vous", "inscrivez-vous", "suscríbete", "suscríbase", "подпишитесь", "подписывайтесь", "اشترك في", "订阅我们", "訂閱", "メルマガ", "加入會員", "关注我们", "追蹤我們"]),
    ("footer", &["copyright ", "© ", "©", "(c) ", "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "все права защищены", "جميع الحقوق محفوظة", "版权所有", "版權所有", "著作権", "無断転載", "無断複製", "转载请", "轉載請", "本站", "powered by ", "site by ", "website by ", "design by ", "designed by ", "built with ", "hosted by ", "proudly powered", "terms of ", "privacy policy", "저작권자", "무단전재", "ⓒ", "icp备", "京icp", "沪icp", "粤icp", "京公网安备"]),
    ("interface", &["skip to ", "jump to ", "click here", "tap here", "go to ", "back to ", "view all ", "view larger", "view image", "view gallery", "click to ", "show all", "loading ", "advertisement", "you are here", "search ", "please enable ", "you need to enable ", "enable javascript", "your browser ", "this site uses ", "this website uses ", "we use cookies", "by continuing ", "by using this site", "we value your privacy", "cookies help us", "accept cookies", "log in ", "login ", "sign in ", "already a ", "not a member", "already have an account", "don't have an account", "estimated reading time", "reading time", "listen to this ", "play ", "toggle ", "open image", "hide caption", "anzeige ", "zur startseite", "zurück zu", "zum seitenanfang", "wir verwenden cookies", "diese website verwendet", "diese webseite verwendet", "lesedauer", "bitte aktivieren", "temps de lecture", "nous utilisons des cookies", "ce site utilise", "tiempo de lectura", "utilizamos cookies", "este sitio utiliza", "время чтения", "мы используем", "сайт использует", "نستخدم ملفات", "وقت القراءة", "本网站使用", "本網站使用", "我們使用", "点击查看", "点击进入", "點擊", "点此", "責任編輯", "责任编辑", "编辑：", "編輯：", "责编", "当前位置", "目前位置", "您的位置", "字体", "字號", "扫一扫", "扫码", "下载app", "下載app", "打开app", "このサイトは", "当サイト", "クリック"]),
];

/// What marks a whole block, short or long, as the site's own talk when it stands somewhere in it.
pub(super) static WITHIN: &[(&str, &[&str])] = &[
    ("interface", &["cookies to ", "use of cookies", "uses cookies", "use cookies", "our cookie policy", "cookie-richtlinie", "verwendet cookies", "verwenden cookies", "utilise des cookies", "utilisons des cookies", "utilizamos cookies", "utiliza cookies", "файлы cookie", "ملفات تعريف الارتباط", "使用cookie", "使用 cookie", "クッキー（cookie", "enable javascript", "javascript is disabled", "javascript aktivieren", "activer javascript", "activar javascript", "your browser does not support", "ad blocker", "adblocker", "adblock"]),
    ("newsletter", &["unsubscribe at any time", "you can unsubscribe", "unsubscribe anytime", "sign up for our newsletter", "sign up to our newsletter", "sign up for the ", "subscribe to our newsletter", "subscribe to the newsletter", "straight to your inbox", "in your inbox", "to your inbox", "create a free account", "access your personalized", "delivered to your", "our newsletters", "our newsletter", "unseren newsletter", "unserem newsletter", "kostenlosen newsletter", "jederzeit abbestellen", "notre newsletter", "notre lettre d", "boîte mail", "nuestro boletín", "nuestra newsletter", "tu correo", "нашу рассылку", "наш телеграм", "наш канал в", "telegram-канал", "في بريدك", "نشرتنا البريدية", "我们的电子报", "我們的電子報", "電子報", "公众号", "官方微信", "扫描二维码", "メールマガジン", "メルマガ登録", "뉴스레터를"]),
    ("interface", &["recaptcha and the google", "protected by recaptcha", "to read the full ", "already a subscriber", "subscribers only", "nur für abonnenten", "réservé aux abonnés", "solo para suscriptores", "this content is only available", "articles remaining", "free articles"]),
    ("footer", &["all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "все права защищены", "全部权利保留", "版权所有", "版權所有", "all content copyright", "icp备", "icp證", "icp证", "转载请注明", "無断転載", "무단 전재", "무단전재", "جميع الحقوق محفوظة"]),
    ("comments", &["your email address will not be published", "required fields are marked", "log in to comment", "login to comment", "sign in to comment", "to leave a comment", "to post a comment", "commenting guidelines", "comment policy", "community guidelines", "e-mail-adresse wird nicht veröffentlicht", "adresse e-mail ne sera pas", "correo electrónico no será", "ваш адрес email не", "لن يتم نشر عنوان بريدك", "您的电子邮箱地址不会", "發佈留言必須", "必須登入", "メールアドレスが公開されることはありません"]),
];

/// Headings over a text's own list of works.
pub(super) static REFERENCE_HEADINGS: &[&str] = &[
    "references", "reference", "reference list", "list of references", "bibliography", "works cited", "literature", "literature cited", "cited literature", "further reading", "sources", "notes and references", "endnotes", "footnotes", "notes",
    "literatur", "literaturverzeichnis", "quellen", "quellenverzeichnis", "anmerkungen", "fußnoten", "einzelnachweise", "références", "références bibliographiques", "bibliographie", "notes et références", "referencias", "referencias bibliográficas", "bibliografía", "referências", "bibliografia", "riferimenti", "riferimenti bibliografici", "literatuur", "bronnen",
    "литература", "список литературы", "библиография", "примечания", "источники", "المراجع", "المصادر", "المصادر والمراجع", "الهوامش", "参考文献", "參考文獻", "参考资料", "參考資料", "注释", "註釋", "引用文献", "文献", "注", "脚注", "참고문헌", "각주",
];

/// Headings that stand at the top level of a paper.
pub(super) static TOP_HEADINGS: &[&str] = &[
    "introduction", "background", "literature review", "theoretical framework", "methods", "method", "methodology", "materials and methods", "data", "results", "findings", "discussion", "results and discussion", "analysis", "limitations", "conclusion", "conclusions", "concluding remarks", "summary", "abstract", "executive summary", "recommendations", "policy recommendations", "acknowledgements", "acknowledgments", "acknowledgment", "appendix", "funding", "preface", "foreword",
    "einleitung", "einführung", "methoden", "methode", "ergebnisse", "diskussion", "fazit", "schluss", "schlussfolgerung", "schlussfolgerungen", "zusammenfassung", "ausblick", "méthodes", "méthode", "résultats", "conclusión", "conclusiones", "introducción", "métodos", "resultados", "discusión", "introdução", "conclusão", "introduzione", "conclusioni", "conclusione", "inleiding", "conclusie", "введение", "методы", "результаты", "обсуждение", "заключение", "выводы", "المقدمة", "مقدمة", "الخاتمة", "خاتمة", "النتائج", "المنهجية",
    "引言", "导言", "前言", "绪论", "结论", "结语", "讨论", "方法", "結論", "結語", "緒論", "討論", "はじめに", "序論", "おわりに", "まとめ", "考察", "結果", "서론", "결론",
];

/// Labels of keywords and tags, before a colon or alone on a line.
pub(super) static KEYWORD_LABELS: &[&str] = &[
    "keywords", "key words", "keyword", "tags", "tag", "tagged", "related topics", "topics", "filed under", "subjects", "index terms", "schlagwörter", "schlüsselwörter", "stichworte", "schlagworte", "themen", "mots-clés", "mots clés", "étiquettes", "palabras clave", "etiquetas", "temas", "palavras-chave", "parole chiave", "trefwoorden", "ключевые слова", "теги", "метки", "الكلمات المفتاحية", "كلمات مفتاحية", "الوسوم", "关键词", "关键字", "标签", "關鍵詞", "關鍵字", "標籤", "キーワード", "タグ", "키워드", "태그",
];

/// Labels of an abstract.
pub(super) static ABSTRACT_LABELS: &[&str] = &["abstract", "zusammenfassung", "résumé", "resumen", "resumo", "riassunto", "samenvatting", "аннотация", "الملخص", "ملخص", "摘要", "内容提要", "要旨", "抄録", "초록", "요약"];

/// Labels of an author's biography.
pub(super) static BIO_LABELS: &[&str] = &[
    "about the author", "about the authors", "about the writer", "about the contributor", "author bio", "über den autor", "über die autorin", "zum autor", "zur autorin", "zur person", "à propos de l'auteur", "à propos de l’auteur", "sobre el autor", "sobre la autora", "acerca del autor", "sobre o autor", "l'autore", "l’autore", "over de auteur", "об авторе", "об авторах", "عن الكاتب", "نبذة عن الكاتب", "作者简介", "作者簡介", "关于作者", "關於作者", "著者プロフィール", "著者紹介", "執筆者紹介", "プロフィール", "저자 소개", "글쓴이",
];

/// What stands before an author's name on a byline.
pub(super) static BYLINE_STARTS: &[&str] = &[
    "by ", "written by ", "posted by ", "published by ", "reported by ", "words by ", "text by ", "story by ", "author: ", "authors: ", "author:", "von ", "ein kommentar von ", "eine analyse von ", "ein gastbeitrag von ", "ein essay von ", "aus ", "interview: ", "text: ", "autor: ", "autorin: ", "autoren: ", "par ", "propos recueillis par ", "auteur : ", "auteur: ", "auteurs : ", "por ", "escrito por ", "autora: ", "di ", "a cura di ", "autore: ", "door ", "af ", "av ", "tekst: ", "автор: ", "авторы: ", "автор текста: ", "текст: ", "بقلم: ", "بقلم ", "كتب: ", "كتب ", "كتبت ", "إعداد: ", "إعداد ", "الكاتب: ", "作者：", "作者:", "作者 ", "文／", "文/", "文：", "文 | ", "文|", "撰文：", "撰文／", "撰文/", "记者 ", "記者", "本报记者", "编译：", "采访：", "著者：", "著者:", "執筆：", "執筆者：", "執筆:", "筆者：", "文・", "取材・文", "文＝", "글 ", "글: ", "글=", "기자 ",
];

/// Words that introduce a date.
pub(super) static DATE_WORDS: &[&str] = &[
    "published", "published:", "posted", "posted:", "posted on", "published on", "date:", "date", "first published", "issued", "on", "at", "updated", "updated:", "last updated", "last updated:", "last modified", "modified", "stand:", "veröffentlicht", "veröffentlicht am", "erschienen", "erschienen am", "datum:", "aktualisiert", "aktualisiert am", "zuletzt aktualisiert", "publié le", "publié", "mis à jour le", "mis à jour", "modifié le", "le", "à", "publicado", "publicado el", "actualizado", "actualizado el", "fecha:", "publicado em", "atualizado em", "pubblicato", "pubblicato il", "aggiornato", "gepubliceerd", "bijgewerkt", "опубликовано", "опубликовано:", "обновлено", "дата:", "дата публикации:", "نشر في", "نشر", "نُشر في", "تاريخ النشر", "تاريخ النشر:", "آخر تحديث", "آخر تحديث:", "发布时间", "发布时间：", "发布于", "发表于", "时间：", "日期：", "更新时间", "更新时间：", "發布時間", "發布時間：", "發佈於", "發表於", "時間：", "更新時間", "更新：", "最後更新：", "公開日", "公開日：", "更新日", "更新日：", "掲載日：", "配信", "公開", "更新", "発行日：", "입력", "수정", "발행일", "게시일", "年", "月", "日",
];

/// Words that say the date is one of a later change.
pub(super) static UPDATE_WORDS: &[&str] = &["updated", "last modified", "modified", "aktualisiert", "mis à jour", "modifié", "actualizado", "atualizado", "aggiornato", "bijgewerkt", "обновлено", "изменено", "آخر تحديث", "تحديث", "更新", "수정"];

/// What marks a disclaimer.
pub(super) static DISCLAIMER: &[&str] = &[
    "views expressed", "opinions expressed", "views represented", "do not necessarily reflect", "does not necessarily reflect", "do not necessarily represent", "not necessarily those of", "not necessarily the views", "institutional positions", "those of the author", "author's own", "author’s own", "authors' own", "authors’ own", "in a personal capacity", "no responsibility for", "does not constitute legal advice", "does not endorse",
    "meinung des autors", "meinung der autorin", "meinung der redaktion", "n'engagent que", "n’engagent que", "ne reflètent pas nécessairement", "no reflejan necesariamente", "no refleja necesariamente", "responsabilidad del autor", "não refletem necessariamente", "non riflettono necessariamente", "мнение автора может не совпадать", "мнение редакции", "может не совпадать", "لا يعبر بالضرورة", "لا تعبر بالضرورة", "لا تعكس بالضرورة", "不代表本", "仅代表作者", "僅代表作者", "不代表", "個人の見解", "見解を示すものではありません", "필자의 개인 의견", "본지의 편집 방향과 다를 수",
];

/// What marks a licence.
pub(super) static LICENCE: &[&str] = &["creative commons", "licensed under", "may be republished", "can be republished", "free to republish", "republish this article", "republish our articles", "reuse this work", "cc by", "cc-by", "public domain", "open government licence", "open access article", "lizenz", "licence creative", "licencia creative", "licença creative", "лицензи", "رخصة المشاع", "知识共享", "創用cc", "クリエイティブ・コモンズ"];

/// Headings over a notice on terms.
pub(super) static LICENCE_HEADINGS: &[&str] = &["license", "licence", "license and republishing", "licence and republishing", "republishing", "republish", "copyright notice", "terms of use", "terms of reuse", "rights and permissions", "permissions", "rights", "disclaimer", "lizenz", "nutzungsbedingungen", "licencia", "лицензия", "الترخيص", "版权声明", "版權聲明", "著作権"];

/// Small words of several languages: sentences are full of them, menus are not.
pub(super) static SMALL_WORDS: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was", "with", "be", "by", "on", "not", "he", "his", "but", "at", "are", "this", "have", "had", "from", "or", "which", "one", "were", "all", "there", "would", "their", "we", "him", "been", "has", "when", "who", "will", "no", "more", "if", "out", "so", "up", "said", "what", "its", "about", "than", "into", "them", "can", "only", "other", "time", "new", "some", "could", "these", "two", "may", "first", "then", "do", "any", "like", "my", "now", "over", "such", "our", "man", "me", "even", "most", "made", "after", "also", "did", "many", "off", "before", "must", "well", "back", "through", "years", "where", "much", "your", "way", "down", "should", "because", "long", "each", "just", "state", "those", "people", "too", "how", "still", "being", "an", "they", "she", "her", "you", "i", "between", "while", "both", "under", "against", "without",
    "der", "die", "das", "und", "den", "von", "zu", "mit", "sich", "des", "auf", "für", "ist", "im", "dem", "nicht", "ein", "eine", "als", "auch", "es", "an", "werden", "aus", "er", "hat", "dass", "sie", "nach", "wird", "bei", "einer", "um", "am", "sind", "noch", "wie", "einem", "über", "einen", "so", "zum", "war", "haben", "nur", "oder", "aber", "vor", "zur", "bis", "mehr", "durch", "man", "sein", "wurde", "wenn", "kann", "ihre", "wir", "ich",
    "le", "la", "les", "de", "des", "du", "un", "une", "et", "est", "en", "que", "qui", "dans", "pour", "pas", "sur", "ce", "il", "plus", "par", "avec", "ne", "se", "au", "aux", "sont", "cette", "son", "ses", "mais", "ou", "comme", "nous", "ont", "elle", "leur", "être", "été", "fait",
    "el", "los", "las", "y", "del", "una", "por", "con", "para", "su", "al", "lo", "como", "más", "pero", "sus", "ha", "o", "este", "sí", "porque", "esta", "entre", "cuando", "muy", "sin", "sobre", "también", "hasta", "hay", "donde", "no", "es", "son",
    "il", "di", "che", "è", "per", "non", "sono", "gli", "della", "nel", "alla", "dei", "delle", "anche", "ma", "più", "come", "da", "i", "um", "uma", "os", "não", "do", "dos", "na", "em", "ao", "het", "een", "van", "en", "dat", "zijn", "niet", "voor", "met", "op", "aan", "ook", "och", "att", "det", "som", "på", "av", "är", "til", "og", "af", "ikke", "w", "z", "na", "się", "nie", "jest", "że", "do",
    "и", "в", "не", "на", "что", "с", "по", "как", "это", "он", "к", "но", "из", "у", "за", "от", "его", "о", "для", "же", "то", "все", "так", "а", "был", "было", "бы", "или", "при", "до", "их", "также", "она", "мы", "они", "я", "если",
    "في", "من", "على", "إلى", "أن", "عن", "التي", "الذي", "هذا", "هذه", "مع", "كان", "ما", "لا", "كما", "بين", "قد", "أو", "بعد", "ذلك", "و", "لم", "كل", "أنه", "إن", "هو", "هي",
];

/// Words for what people are, as biographies use them.
pub(super) static ROLES: &[&str] = &[
    "fellow", "professor", "director", "researcher", "correspondent", "author of", "editor", "journalist", "writer", "analyst", "lecturer", "reporter", "columnist", "instructor", "scholar", "research officer", "associate", "scientist", "historian", "lawyer", "attorney", "consultant", "economist", "adviser", "advisor", "ambassador", "minister", "president of", "chair", "ceo", "founder", "co-founder", "candidate", "student", "freelance", "contributor", "expert", "senior ", "staff",
    "professorin", "journalistin", "redakteur", "autor", "leiter", "mitarbeiter", "chercheu", "professeu", "journaliste", "directeu", "directrice", "profesor", "periodista", "investigador", "профессор", "журналист", "научный сотрудник", "директор", "أستاذ", "باحث", "كاتب", "صحفي", "教授", "研究员", "研究員", "记者", "記者", "学者", "學者", "主任", "作家", "准教授",
];

/// Verbs after the name at the start of a biography.
pub(super) static BIO_VERBS: &[&str] = &["is", "was", "are", "teaches", "works", "writes", "serves", "covers", "leads", "directs", "holds", "ist", "lehrt", "arbeitet", "schreibt", "leitet", "est", "travaille", "enseigne", "es", "trabaja", "è", "é", "insegna"];

/// What bodies that people belong to are called.
pub(super) static BODIES: &[&str] = &["university", "institute", "college", "school of", "department of", "faculty", "academy", "centre for", "center for", "laboratory", "universität", "hochschule", "institut", "fakultät", "université", "école", "universidad", "instituto", "università", "universidade", "университет", "институт", "академия", "جامعة", "معهد", "大学", "大學", "学院", "學院", "研究所", "研究院"];

/// Kinds of publications that name themselves as such.
pub(super) static PERIODICALS: &[&str] = &["magazine", "journal", "newspaper", "blog", "website", "publication", "newsletter", "review", "quarterly", "daily", "weekly", "times", "post", "news"];
